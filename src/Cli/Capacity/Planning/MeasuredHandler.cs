namespace Compressor.Cli.Capacity.Planning;

/// <summary>
/// What the handler takes besides the CPU time in <see cref="BenchResults.Usual"/>: docs/cost.md tells how each was measured.
/// </summary>
internal static class MeasuredHandler
{
    /// <summary>
    /// Seconds of an init: 75 ms, what the public collection maxday/lambda-perf has for dotnet10 AOT whatever the memory, and 12 ms for
    /// our warm-up.
    /// </summary>
    public const double InitSeconds = 0.087;

    /// <summary>
    /// CPU seconds of the handler for a file of next to no bytes: two requests over TLS, the event, the answer. Measured with 10 KB:
    /// the column "over engine" of docs/performance.md.
    /// </summary>
    public const double FixedCpuSeconds = 0.00038;

    /// <summary>Log lines of a sampled invocation, in bytes: the event's and the object's.</summary>
    public const double SampledLogBytes = 650;

    /// <summary>Lambda's own lines for an invocation in JSON, in bytes: start, runtimeDone and report.</summary>
    public const double SystemLogBytes = 750;

    /// <summary>Lines of an invocation that fails, in bytes: the errors with their stacks, and the lines that were held back.</summary>
    public const double FailureLogBytes = 2900;

    /// <summary>The metrics' line of an environment, in bytes, and how often it is written.</summary>
    public const double MetricLineBytes = 900;

    public const double MetricLineSeconds = 60;

    /// <summary>Metrics of our own: the namespace Compressor.</summary>
    public const int Metrics = 11;

    /// <summary>Metrics that the alarms of terraform/modules/alarms watch, which is what CloudWatch charges for, and dashboards.</summary>
    public const int Alarms = 10;

    public const int Dashboards = 1;
}

/// <summary>CPU time of the handler beside the engine's, on a whole vCPU: TLS, checksums, the SDK, events.</summary>
/// <param name="FixedSeconds">CPU seconds of each invocation, however small the file.</param>
/// <param name="SecondsPerByte">CPU seconds for each byte of the file.</param>
internal sealed record HandlerCpu(double FixedSeconds, double SecondsPerByte)
{
    public static HandlerCpu None { get; } = new(0, 0);

    /// <summary>CPU seconds for a file of that size.</summary>
    public double Seconds(double bytes) => FixedSeconds + (bytes * SecondsPerByte);

    /// <summary>The same, scaled.</summary>
    public HandlerCpu Scale(double factor) => new(FixedSeconds * factor, SecondsPerByte * factor);

    /// <summary>
    /// Splits what was measured for one size into the part that each invocation has and the part that grows with the file.
    /// </summary>
    public static HandlerCpu From(double seconds, double bytes)
    {
        var part = Math.Min(seconds, MeasuredHandler.FixedCpuSeconds);
        return new(part, (seconds - part) / bytes);
    }
}
