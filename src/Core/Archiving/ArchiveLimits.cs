namespace Compressor.Core.Archiving;

/// <summary>Where streaming begins, and in what parts it uploads.</summary>
/// <param name="LargestBuffered">The largest object that is compressed in memory, in bytes: that takes its size twice at the worst.</param>
/// <param name="PartSize">The size of an upload's parts in bytes; S3 takes 5 MiB and more.</param>
public sealed record ArchiveLimits(long LargestBuffered, int PartSize)
{
    /// <summary>The usual size of parts, in bytes: two of them and the pieces that are read stay below 40 MB.</summary>
    public const int UsualPartSize = 16 * 1024 * 1024;

    private const long MiB = 1024 * 1024;
    private const long MostBuffered = 64 * MiB;

    // The process without its buffers, measured at 25 MB (docs/performance.md), and as much again for what S3 sends in bursts.
    private const long Process = 50 * MiB;

    /// <summary>Returns the limits for a function's memory setting, in MB.</summary>
    public static ArchiveLimits For(int memoryLimitInMB) => new(
        Math.Clamp(((memoryLimitInMB * MiB) - Process) / 2, MiB, MostBuffered),
        UsualPartSize);
}
