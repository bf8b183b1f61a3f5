using Compressor.Toolkit.Lambda;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>What is asked of a deployment: how many files, how large, how they come, and how long they stay.</summary>
internal sealed record Workload
{
    /// <summary>Hours that a month is reckoned with.</summary>
    public const double HoursPerMonth = DaysPerMonth * 24;

    /// <summary>Days that a month is reckoned with.</summary>
    public const double DaysPerMonth = 30;

    /// <summary>Files an hour on average, bursts among them.</summary>
    public double FilesPerHour { get; init; } = UsualWorkload.FilesPerHour;

    /// <summary>The average size of a file in bytes.</summary>
    public double AverageBytes { get; init; } = UsualWorkload.FileBytes;

    /// <summary>The size in bytes that 99 of 100 files do not exceed.</summary>
    public double P99Bytes { get; init; } = UsualWorkload.FileBytes;

    /// <summary>How many times the average rate comes in a burst, 1 or more.</summary>
    public double BurstFactor { get; init; } = UsualWorkload.BurstFactor;

    /// <summary>How long a burst lasts, in minutes.</summary>
    public double BurstMinutes { get; init; } = 10;

    /// <summary>Bursts a day.</summary>
    public double BurstsPerDay { get; init; } = 1;

    /// <summary>How long a source stays; with <see cref="DeletesSources"/> it is gone within seconds and this is not used.</summary>
    public StoragePath Incoming { get; init; } = StoragePath.Parse("STANDARD:7");

    /// <summary>Whether a source is deleted once its archive is stored and verified.</summary>
    public bool DeletesSources { get; init; }

    /// <summary>Where archives lie, and how long.</summary>
    public StoragePath Processed { get; init; } = StoragePath.Parse("STANDARD:30");

    /// <summary>The share of files that fail for good: three attempts and a dead letter.</summary>
    public double FailureRate { get; init; } = 1e-6;

    public double FilesPerSecond => FilesPerHour / 3600;

    public double FilesPerMonth => FilesPerHour * HoursPerMonth;

    public double FilesPerDay => FilesPerHour * 24;
}
