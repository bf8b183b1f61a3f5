namespace Compressor.Lab.Tuning;

/// <summary>What the picked memory size must carry.</summary>
/// <param name="FilesPerHour">Files an hour, on average.</param>
/// <param name="BurstFactor">A burst's rate, as a multiple of the average rate.</param>
/// <param name="AverageBytes">The average size of the measured objects, in bytes.</param>
/// <param name="MaxBytes">The size of the largest measured object, in bytes.</param>
internal sealed record TuneWorkload(double FilesPerHour, double BurstFactor, double AverageBytes, double MaxBytes);
