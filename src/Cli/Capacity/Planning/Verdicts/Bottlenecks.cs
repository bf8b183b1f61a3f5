using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Planning.Verdicts;

/// <summary>The six things that can hold such a pipeline up.</summary>
internal static class Bottlenecks
{
    /// <summary>Up to this share of a limit all is well.</summary>
    private const double Comfortable = 0.7;

    private const double SlowColdStartShare = 0.05;
    private const double NoticeableColdStartShare = 0.01;
    private const double DeadLettersOfTheAlarm = 100;
    private const double DearLogs = 0.10;
    private const double NoticeableLogs = 0.03;

    public static IReadOnlyList<Verdict> Judge(Plan plan) =>
    [
        ConcurrencyVerdict.Of(plan.Demand),
        PrefixRate(plan),
        ColdStarts(plan.Demand),
        MemoryVerdict.Of(plan.Demand),
        Failures(plan.Demand),
        Logs(plan),
    ];

    private static Verdict PrefixRate(Plan plan)
    {
        var worst = plan.Rates.MaxBy(rate => rate.BurstShare)!;
        var standing = worst.BurstShare <= Comfortable ? Standing.Ok : worst.ShardedBurstShare <= Comfortable ? Standing.Watch : Standing.Act;
        return new Verdict(
            "S3 prefix rate",
            standing,
            FormattableString.Invariant($"{worst.Prefix} {worst.Request}: {worst.Burst:N0}/s in a burst is {worst.BurstShare:P0} of one prefix, {worst.ShardedBurstShare:P1} over 256 shards"),
            standing switch
            {
                Standing.Ok => "even one prefix serves it",
                Standing.Watch => "have senders upload under incoming/<shard>/, as compressor upload does; archives are spread already",
                _ => "spread the load over several deployments, each with its own prefix",
            },
            "incoming_prefix");
    }

    private static Verdict ColdStarts(Demand demand)
    {
        var share = demand.ColdStarts / demand.Invocations;
        var standing = share <= NoticeableColdStartShare ? Standing.Ok : share <= SlowColdStartShare ? Standing.Watch : Standing.Act;
        return new Verdict(
            "Cold starts",
            standing,
            FormattableString.Invariant($"{demand.ColdStarts:N0} a month, {share:P3} of invocations, {demand.Setup.InitSeconds * 1000:0} ms each"),
            standing == Standing.Ok ? "too few to matter" : "keep environments warm where latency matters; nobody waits for an asynchronous event",
            "provisioned_concurrency");
    }

    private static Verdict Failures(Demand demand)
    {
        var perDay = demand.Workload.FilesPerDay * demand.Workload.FailureRate;
        var backlog = demand.Backlog.OldestSeconds;
        var standing = backlog > ConcurrencyVerdict.MaximumEventAgeSeconds ? Standing.Act : perDay > DeadLettersOfTheAlarm ? Standing.Watch : Standing.Ok;
        return new Verdict(
            "Failure handling",
            standing,
            FormattableString.Invariant($"{perDay:N0} dead letters a day at {demand.Workload.FailureRate:0.######%} failures; events wait {Format.Seconds(backlog)} at most, of 6 h"),
            standing switch
            {
                Standing.Ok => "two retries, then the dead letter queue keeps request and error; the alarm fires above 100",
                Standing.Watch => "the alarm at 100 dead letters will always be on: find the cause, or raise its threshold in alarm_thresholds",
                _ => "events expire before they are tried: more concurrency, or compressor verify --requeue",
            },
            standing == Standing.Watch ? "alarm_thresholds" : "maximum_event_age_seconds");
    }

    private static Verdict Logs(Plan plan)
    {
        var dollars = plan.Lines.Where(line => line.Component.StartsWith("Logs", StringComparison.Ordinal)).Sum(line => line.Dollars);
        var gigabytes = plan.Lines.Where(line => line.Component.StartsWith("Logs", StringComparison.Ordinal) && line.Unit == "GB").Sum(line => line.Quantity);
        var share = dollars / plan.ProcessingDollars;
        var standing = share <= NoticeableLogs ? Standing.Ok : share <= DearLogs ? Standing.Watch : Standing.Act;
        return new Verdict(
            "Logs",
            standing,
            FormattableString.Invariant($"{gigabytes:N1} GB a month, ${dollars:N0}, {share:P1} of processing"),
            standing == Standing.Ok ? "sampling keeps them small; failures are logged in full" : "sample less, and keep Lambda's own lines off",
            "log_sampling_rate");
    }
}
