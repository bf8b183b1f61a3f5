namespace Compressor.Core.Archiving;

/// <summary>Where streaming begins, and the size of the parts that it uploads.</summary>
/// <param name="MaxBufferedBytes">
/// The largest object that is compressed in memory, in bytes. Compressing it takes twice its size at the worst.
/// </param>
/// <param name="PartSize">The size of an upload's parts in bytes. S3 requires at least 5 MiB for all but the last.</param>
public sealed record ArchiveLimits(long MaxBufferedBytes, int PartSize)
{
    /// <summary>The process without its buffers, in bytes: measured at 25 MB (docs/performance.md), and as much for S3's bursts.</summary>
    public const long ProcessBytes = 50 * MiB;

    /// <summary>The largest object that is compressed in memory however much memory there is, in bytes.</summary>
    public const long MaxBufferBytes = 64 * MiB;

    /// <summary>The usual size of parts, in bytes: two of them, the first part of 5 MiB and two pieces of 1 MiB take 41 MB.</summary>
    public const int DefaultPartSize = 16 * (int)MiB;

    private const long MiB = 1024 * 1024;

    /// <summary>Returns the limits of a function with <paramref name="memoryLimitInMB"/> MB of memory.</summary>
    public static ArchiveLimits FromMemoryLimit(int memoryLimitInMB) =>
        new(Math.Clamp(((memoryLimitInMB * MiB) - ProcessBytes) / 2, MiB, MaxBufferBytes), DefaultPartSize);
}
