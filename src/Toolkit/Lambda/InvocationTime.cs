namespace Compressor.Toolkit.Lambda;

/// <summary>How long an invocation takes: CPU at the share of a vCPU that the memory buys, and the way to S3 and back.</summary>
public static class InvocationTime
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

    /// <summary>The GB-seconds that Lambda bills; a GB has 1,024 MB here.</summary>
    public static double GigabyteSeconds(double invocations, double seconds, int memorySize) => invocations * seconds * memorySize / 1024;
}

/// <summary>The network between the function and S3, for one connection.</summary>
/// <param name="FirstByteSeconds">From a request to the answer's first byte.</param>
/// <param name="BytesPerSecond">Bytes a second each way.</param>
public sealed record S3Network(double FirstByteSeconds = 0.025, double BytesPerSecond = 75e6)
{
    /// <summary>How long a request takes that carries so many bytes one way.</summary>
    public double Seconds(double bytes) => FirstByteSeconds + (bytes / BytesPerSecond);
}
