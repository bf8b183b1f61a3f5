namespace Compressor.Toolkit.Lambda;

/// <summary>The load that Compressor is built for, and that tools assume where nothing else is given.</summary>
public static class UsualWorkload
{
    /// <summary>Files an hour, on average.</summary>
    public const double FilesPerHour = 1_000_000;

    /// <summary>The size of a file in bytes.</summary>
    public const double FileBytes = 10e6;

    /// <summary>A burst's rate, as a multiple of the average rate.</summary>
    public const double BurstFactor = 5;
}
