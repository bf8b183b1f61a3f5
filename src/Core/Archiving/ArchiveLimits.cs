namespace Compressor.Core.Archiving;

/// <summary>Where streaming begins, the size of the parts that it uploads, and what all objects under way may use together.</summary>
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

    /// <summary>
    /// The usual size of parts, in bytes: two of them, the first part of 5 MiB and two pieces of 1 MiB take 33 MB. With parts of 16 MiB,
    /// zstd and its proof made 81 MB of a function that promises 80 (docs/performance.md).
    /// </summary>
    public const int DefaultPartSize = 12 * (int)MiB;

    /// <summary>MB of memory that buy one vCPU.</summary>
    public const int MemoryOfOneCpu = 1769;

    private const long MiB = 1024 * 1024;

    /// <summary>The buffers of all objects together, in bytes: enough for the largest one.</summary>
    public long BufferBytes { get; init; } = 2 * MaxBufferedBytes;

    /// <summary>What streaming an object takes, in bytes: two parts, the first part, and two pieces of 1 MiB.</summary>
    public long StreamingBytes => (2L * PartSize) + (7 * MiB);

    /// <summary>How many objects are compressed at once: one for each vCPU, or part of one.</summary>
    public int Engines { get; init; } = 1;

    /// <summary>Returns the limits of a function with <paramref name="memoryLimitInMB"/> MB of memory.</summary>
    public static ArchiveLimits FromMemoryLimit(int memoryLimitInMB)
    {
        var maxBuffered = Math.Clamp(((memoryLimitInMB * MiB) - ProcessBytes) / 2, MiB, MaxBufferBytes);
        return new(maxBuffered, DefaultPartSize)
        {
            BufferBytes = Math.Max((memoryLimitInMB * MiB) - ProcessBytes, 2 * maxBuffered),
            Engines = (memoryLimitInMB + MemoryOfOneCpu - 1) / MemoryOfOneCpu,
        };
    }
}
