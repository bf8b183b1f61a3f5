using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>The month's bill for making archives as Terraform deploys it, and the parts that other ways to do it share.</summary>
internal static class ProcessingBill
{
    /// <summary>Requests to SQS that a dead letter takes: one in, one out, one delete.</summary>
    public const int RequestsOfADeadLetter = 3;

    public static CostLines Lambda(Demand demand, PriceTable prices)
    {
        var (invocations, traces) = (demand.Invocations, demand.Setup.TraceRate);
        var lines = Compute(demand, prices)
            .Add(CostPart.Requests, "Lambda requests", PriceIds.Requests, invocations / 1e6, $"{invocations:N0} invocations")
            .Add(CostPart.Requests, "SQS requests", PriceIds.QueueRequests, QueueRequests(demand) / 1e6, Queue(demand));
        S3Requests(lines, demand);
        Observability(lines, demand);
        var letters = $"{demand.Failures:N0} dead letters x {RequestsOfADeadLetter} requests";
        var traced = $"{traces:P1} of {invocations:N0} invocations";
        return lines
            .Add(CostPart.Requests, "Dead letters", PriceIds.QueueRequests, demand.Failures * RequestsOfADeadLetter / 1e6, letters)
            .Add(CostPart.Observability, "X-Ray", PriceIds.Traces, invocations * traces / 1e6, traced);
    }

    /// <summary>Lambda's time: invocations, and the inits of environments, which are billed too.</summary>
    public static CostLines Compute(Demand demand, PriceTable prices)
    {
        var (memorySize, init) = (demand.Setup.MemorySize, demand.Setup.InitSeconds);
        var price = PriceIds.Compute(demand.Setup.Architecture);
        return new CostLines(prices)
            .Add(
                CostPart.Compute,
                "Lambda compute",
                price,
                InvocationTime.GigabyteSeconds(demand.Invocations, demand.DurationSeconds, memorySize),
                $"{demand.Invocations:N0} x {demand.DurationSeconds:0.000} s x {memorySize} MB{Overlap(demand)}")
            .Add(
                CostPart.Compute,
                "Lambda init",
                price,
                InvocationTime.GigabyteSeconds(demand.ColdStarts, init, memorySize),
                $"{demand.ColdStarts:N0} cold starts x {init:0.000} s x {memorySize} MB");
    }

    /// <summary>
    /// One GET an attempt, one PUT an archive. Uploading costs the same whoever compresses, and is left out; DELETE is free.
    /// </summary>
    public static CostLines S3Requests(CostLines lines, Demand demand)
    {
        var (archives, reads, storageClass) = (demand.Archives, demand.Attempts, demand.Workload.Processed.Stays[0].Class);
        var basis = $"{archives:N0} archives to {storageClass.Name}";
        return lines
            .Add(CostPart.S3Requests, "S3 PUT", PriceIds.Put(storageClass), archives / 1000, basis)
            .Add(CostPart.S3Requests, "S3 GET", PriceIds.Get, reads / 1000, $"{reads:N0} reads");
    }

    /// <summary>Logs, metrics, alarms and the dashboard.</summary>
    public static CostLines Observability(CostLines lines, Demand demand)
    {
        var (setup, logs) = (demand.Setup, demand.Logs);
        var sampled = $"{setup.LogSamplingRate:P1} of invocations x {MeasuredHandler.SampledLogBytes:0} B, and failures";
        var system = $"{demand.Invocations:N0} x {MeasuredHandler.SystemLogBytes:0} B";
        var metrics = $"{demand.MeanConcurrency:0} environments, {MeasuredHandler.MetricLineBytes:0} B a minute each";
        var mapping = setup.EventQueue is null ? 0 : EventQueueSetup.Metrics;
        var alarms = MeasuredHandler.Alarms + (setup.EventQueue is null ? 0 : EventQueueSetup.Alarms);
        var kept = logs.Total / 1e9 * LogVolume.StoredShare * setup.LogRetentionDays * 24 / Workload.HoursPerMonth;
        return lines
            .Add(CostPart.Logs, "Logs, application", PriceIds.LogIngestion, logs.Application / 1e9, sampled)
            .Add(CostPart.Logs, "Logs, system", PriceIds.LogIngestion, logs.System / 1e9, system)
            .Add(CostPart.Logs, "Logs, metrics", PriceIds.LogIngestion, logs.Metrics / 1e9, metrics)
            .Add(
                CostPart.Logs,
                "Logs, kept",
                PriceIds.LogStorage,
                kept,
                $"{setup.LogRetentionDays:0.#} days, at {LogVolume.StoredShare:P0} of their size")
            .Add(CostPart.Observability, "Metrics", PriceIds.Metric, MeasuredHandler.Metrics, "namespace Compressor")
            .Add(CostPart.Observability, "Metrics of the mapping", PriceIds.Metric, mapping, "events polled, invoked, failed, deleted")
            .Add(CostPart.Observability, "Alarms", PriceIds.Alarm, alarms, "metrics that alarms watch")
            .Add(CostPart.Observability, "Dashboard", PriceIds.Dashboard, MeasuredHandler.Dashboards, "one");
    }

    private static double QueueRequests(Demand demand) => demand.Setup.EventQueue is null ? 0 : EventQueueSetup.Requests(
        demand.Workload.FilesPerMonth, demand.Attempts, demand.Invocations, Workload.HoursPerMonth * 3600);

    private static string Queue(Demand demand) =>
        $"1 send a file, 1 receive and 1 delete for {Math.Min(10, demand.FilesPerInvocation):0.#}, empty polls";

    private static string Overlap(Demand demand) =>
        demand.FilesPerInvocation > 1 ? $", {demand.FilesPerInvocation:0.#} files that overlap" : "";
}

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
    /// <param name="attempts">How often files are tried a month.</param>
    /// <param name="invocations">Invocations a month.</param>
    /// <param name="failures">Attempts that fail.</param>
    /// <param name="environments">Environments that are busy on average.</param>
    /// <param name="setup">Sampling, and whether Lambda's own lines are on.</param>
    public static LogVolume Create(double attempts, double invocations, double failures, double environments, FunctionSetup setup) => new(
        ((attempts - failures) * setup.LogSamplingRate * MeasuredHandler.SampledLogBytes) + (failures * MeasuredHandler.FailureLogBytes),
        setup.SystemLogs ? invocations * MeasuredHandler.SystemLogBytes : 0,
        environments * Workload.HoursPerMonth * 3600 / MeasuredHandler.MetricLineSeconds * MeasuredHandler.MetricLineBytes);
}
