namespace Compressor.Cli.Capacity.Planning;

/// <summary>What the handler takes besides CPU time (which is <see cref="BenchResults.Usual"/>): docs/cost.md tells how each was measured.</summary>
internal static class MeasuredHandler
{
    /// <summary>
    /// Seconds of an init: 75 ms, what the public collection maxday/lambda-perf has for dotnet10 AOT whatever the memory, and 12 ms for
    /// our warm-up.
    /// </summary>
    public const double InitSeconds = 0.087;

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
