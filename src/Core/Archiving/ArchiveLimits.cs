namespace Compressor.Core.Archiving;

/// <summary>Where streaming begins, and in what parts it uploads.</summary>
/// <param name="MaxBufferedBytes">The largest object that is compressed in memory, in bytes. It takes its size twice at the worst.</param>
/// <param name="PartSize">The size of an upload's parts in bytes. S3 takes 5 MiB and more.</param>
public sealed record ArchiveLimits(long MaxBufferedBytes, int PartSize)
{
    /// <summary>The usual size of parts, in bytes: two of them and the pieces that are read stay below 40 MB.</summary>
    public const int UsualPartSize = 16 * 1024 * 1024;

    /// <summary>The largest object that is compressed in memory however much memory there is, in bytes.</summary>
    public const long MaxBufferBytes = 64 * MiB;

    /// <summary>
    /// The memory of the process without its buffers, in bytes: measured at 25 MB (docs/performance.md), and as much again for what S3
    /// sends in bursts.
    /// </summary>
    public const long ProcessBytes = 50 * MiB;

    private const long MiB = 1024 * 1024;

    /// <summary>Returns the limits for a function's memory setting, in MB.</summary>
    public static ArchiveLimits For(int memoryLimitInMB) => new(
        Math.Clamp(((memoryLimitInMB * MiB) - ProcessBytes) / 2, MiB, MaxBufferBytes), UsualPartSize);
}
