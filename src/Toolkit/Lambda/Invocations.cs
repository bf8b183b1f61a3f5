using Compressor.Core.Archiving;

namespace Compressor.Toolkit.Lambda;

/// <summary>How long an invocation takes: CPU at the share of a vCPU that the memory buys, and the way to S3 and back.</summary>
public static class InvocationTime
{
    /// <summary>MB of memory that buy one vCPU.</summary>
    public const double MemoryOfOneCpu = ArchiveLimits.MemoryOfOneCpu;

    /// <summary>The share of a vCPU at a memory size; an engine uses one at most.</summary>
    public static double CpuShare(int memorySize) => Math.Min(1, memorySize / MemoryOfOneCpu);

    /// <summary>
    /// Seconds of an invocation: one GET, the CPU work, one PUT, one after the other. That is an upper bound, since the first bytes
    /// are compressed while the last ones arrive.
    /// </summary>
    public static double Seconds(double cpuSeconds, int memorySize, double bytesIn, double bytesOut, S3Network network) =>
        network.Seconds(bytesIn) + (cpuSeconds / CpuShare(memorySize)) + network.Seconds(bytesOut);

    /// <summary>
    /// Seconds of an invocation with so many objects that overlap: their CPU work one after the other, and the waiting of one of them.
    /// <c>compressor tune --batch 10</c> measures the same within a few percent (docs/cost.md).
    /// </summary>
    /// <param name="objects">How many on average, 1 or more.</param>
    /// <param name="cpuSeconds">CPU seconds of one on a whole vCPU.</param>
    /// <param name="memorySize">MB.</param>
    /// <param name="seconds">Seconds of an invocation with one object.</param>
    public static double BatchSeconds(double objects, double cpuSeconds, int memorySize, double seconds)
    {
        var busy = Math.Min(seconds, cpuSeconds / CpuShare(memorySize));
        return (objects * busy) + (seconds - busy);
    }

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

/// <summary>How many environments are busy at once.</summary>
public static class Concurrency
{
    /// <summary>Environments that Lambda starts in ten seconds at most, for one function.</summary>
    public const double StartsPerTenSeconds = 1000;

    /// <summary>Executions that an account keeps unreserved.</summary>
    public const int Unreserved = 100;

    /// <summary>Little's law: arrivals a second times seconds each.</summary>
    public static double Mean(double filesPerSecond, double seconds) => filesPerSecond * seconds;

    /// <summary>
    /// What to reserve for a mean: three standard deviations more, since arrivals at random make the number of busy environments
    /// Poisson-distributed, so that its variance is its mean.
    /// </summary>
    public static int Needed(double mean) => (int)Math.Ceiling(mean + (3 * Math.Sqrt(mean)));
}

/// <summary>What Lambda does with an event of an asynchronous invocation, as Terraform sets the function up.</summary>
public static class AsynchronousInvocation
{
    /// <summary>
    /// How long an event may wait, in seconds: the default of Terraform's <c>maximum_event_age_seconds</c>, and Lambda's limit.
    /// </summary>
    public const double MaxEventAgeSeconds = 6 * 3600;

    /// <summary>Seconds before each further attempt of an event whose function failed.</summary>
    public static IReadOnlyList<double> RetrySeconds { get; } = [60, 120];

    /// <summary>Attempts that an event gets in all.</summary>
    public static int Attempts => RetrySeconds.Count + 1;
}
