namespace Compressor.Toolkit.Lambda;

/// <summary>How long an invocation takes: CPU at the share of a vCPU that the memory buys, and the way to S3 and back.</summary>
public static class Duration
{
    /// <summary>MB of memory that buy one vCPU.</summary>
    public const double MemoryOfOneCpu = 1769;

    /// <summary>The share of a vCPU at a memory size; an engine uses one at most.</summary>
    public static double CpuShare(int memorySize) => Math.Min(1, memorySize / MemoryOfOneCpu);

    /// <summary>
    /// Seconds of an invocation: one GET, the CPU work, one PUT, one after the other. That is an upper bound, since the first bytes
    /// are compressed while the last ones arrive.
    /// </summary>
    public static double Seconds(double cpuSeconds, int memorySize, double bytesIn, double bytesOut, S3Network network) =>
        network.Seconds(bytesIn) + (cpuSeconds / CpuShare(memorySize)) + network.Seconds(bytesOut);
}
