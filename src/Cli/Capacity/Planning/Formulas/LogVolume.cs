namespace Compressor.Cli.Capacity.Planning.Formulas;

/// <summary>Bytes of logs a month, by what writes them.</summary>
/// <param name="Application">Lines of sampled and of failed invocations.</param>
/// <param name="System">Lambda's own lines, where they are on.</param>
/// <param name="Metrics">A line a minute from each busy environment.</param>
internal sealed record LogVolume(double Application, double System, double Metrics)
{
    /// <summary>The part of a log's size that CloudWatch charges for keeping it: it is stored compressed.</summary>
    public const double StoredShare = 0.15;

    public double Total => Application + System + Metrics;

    /// <summary>Sums up a month.</summary>
    /// <param name="invocations">Invocations a month.</param>
    /// <param name="failures">Of these, those that fail.</param>
    /// <param name="environments">Environments that are busy on average.</param>
    /// <param name="setup">Sampling, and whether Lambda's own lines are on.</param>
    public static LogVolume Of(double invocations, double failures, double environments, FunctionSetup setup) => new(
        ((invocations - failures) * setup.LogSamplingRate * MeasuredHandler.SampledLogBytes) + (failures * MeasuredHandler.FailureLogBytes),
        setup.SystemLogs ? invocations * MeasuredHandler.SystemLogBytes : 0,
        environments * Workload.HoursPerMonth * 3600 / MeasuredHandler.MetricLineSeconds * MeasuredHandler.MetricLineBytes);
}
