namespace Compressor.Handler.Archiving;

/// <summary>How large an object may be that is compressed in memory, where it takes its size twice at the worst.</summary>
internal static class MemoryBudget
{
    private const long MiB = 1024 * 1024;
    private const long Largest = 64 * MiB;

    // The process without its buffers, measured at 25 MB (docs/performance.md), and as much again for what S3 sends in bursts.
    private const long Process = 50 * MiB;

    /// <summary>Returns the bound in bytes.</summary>
    /// <param name="memoryLimitInMB">The function's memory setting.</param>
    public static long LargestBuffered(int memoryLimitInMB) => Math.Clamp(((memoryLimitInMB * MiB) - Process) / 2, MiB, Largest);
}
