using Compressor.Core.Keys;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>How a possible bottleneck stands.</summary>
internal enum Standing
{
    /// <summary>Room enough.</summary>
    Ok,

    /// <summary>Near the limit, or over it for a while.</summary>
    Watch,

    /// <summary>Something must change.</summary>
    Act,
}

/// <summary>What could hold the pipeline up, or cost more than it must.</summary>
internal enum Bottleneck
{
    Concurrency,
    PrefixRate,
    ColdStarts,
    Memory,
    FailureHandling,
    Logs,
    ObjectSize,
    EventSourceMapping,
    Batches,
}

/// <summary>The verdict for one possible bottleneck.</summary>
/// <param name="Bottleneck">What could hold the pipeline up.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Figure">The figure behind it.</param>
/// <param name="Advice">What to do, or why there is nothing to do.</param>
/// <param name="Variable">The Terraform variable that moves it.</param>
internal sealed record Verdict(Bottleneck Bottleneck, Standing Standing, string Figure, string Advice, string Variable)
{
    /// <summary>The bottleneck as people read it.</summary>
    public string Name => Bottleneck switch
    {
        Bottleneck.PrefixRate => "S3 prefix rate",
        Bottleneck.ColdStarts => "Cold starts",
        Bottleneck.FailureHandling => "Failure handling",
        Bottleneck.ObjectSize => "Object size",
        Bottleneck.EventSourceMapping => "Event source mapping",
        _ => Bottleneck.ToString(),
    };

    /// <summary>Where the documents explain it: the file and its heading.</summary>
    public string Section => $"capacity.md#{Name.ToLowerInvariant().Replace(' ', '-')}";
}

/// <summary>Judges all that can hold such a pipeline up.</summary>
internal static class Bottlenecks
{
    /// <summary>Up to this share of a limit all is well.</summary>
    private const double Comfortable = 0.7;

    private const double NoticeableColdStartShare = 0.01;
    private const double SlowColdStartShare = 0.05;
    private const double AlarmDeadLetters = 100;
    private const double NoticeableLogShare = 0.03;
    private const double DearLogShare = 0.10;

    public static IReadOnlyList<Verdict> Judge(Plan plan) =>
    [
        ConcurrencyVerdict.Judge(plan.Demand),
        PrefixRate(plan),
        ColdStarts(plan.Demand),
        MemoryVerdict.Judge(plan.Demand),
        Failures(plan.Demand),
        Logs(plan),
        ObjectSizeVerdict.Judge(plan),
        .. plan.Demand.Setup.EventQueue is { } queue
            ? (Verdict[])[MappingVerdict.Judge(plan.Demand, queue), BatchVerdict.Judge(plan, queue)]
            : [],
    ];

    private static Standing Judge(double figure, double noticeable, double limit) =>
        figure <= noticeable ? Standing.Ok : figure <= limit ? Standing.Watch : Standing.Act;

    private static Verdict PrefixRate(Plan plan)
    {
        var worst = plan.Rates.MaxBy(rate => rate.BurstShare)!;
        var standing = worst.BurstShare <= Comfortable ? Standing.Ok
            : worst.ShardedBurstShare <= Comfortable ? Standing.Watch
            : Standing.Act;
        return new Verdict(
            Bottleneck.PrefixRate,
            standing,
            $"{worst.Prefix} {worst.Request}: {worst.Burst:N0}/s in a burst is {worst.BurstShare:P0} of one prefix, "
                + $"{worst.ShardedBurstShare:P1} over {KeyMapping.ShardCount} shards",
            standing switch
            {
                Standing.Ok => "one prefix is enough",
                Standing.Watch => "have senders upload under incoming/<shard>/, as compressor upload does; archives are already spread",
                _ => "spread the load over several deployments, each with its own prefix",
            },
            "incoming_prefix");
    }

    private static Verdict ColdStarts(Demand demand)
    {
        var share = demand.ColdStarts / demand.Invocations;
        var standing = Judge(share, NoticeableColdStartShare, SlowColdStartShare);
        return new Verdict(
            Bottleneck.ColdStarts,
            standing,
            $"{demand.ColdStarts:N0} a month, {share:P3} of invocations, {Durations.Format(demand.Setup.InitSeconds)} each",
            standing == Standing.Ok
                ? "too few to matter"
                : "keep environments warm if latency matters; nobody waits for an asynchronous event",
            "provisioned_concurrency");
    }

    private static Verdict Failures(Demand demand)
    {
        var (maxAge, queue) = (demand.MaxEventAgeSeconds, demand.Setup.EventQueue);
        var retried = queue is null
            ? "two retries"
            : $"{queue.MaxReceiveCount} receives, so that an outage of up to {Durations.Format(queue.OutageSeconds)} makes no dead letter";
        var perDay = demand.Workload.FilesPerDay * demand.Workload.FailureRate;
        var backlog = demand.Backlog.OldestSeconds;
        var standing = backlog > maxAge ? Standing.Act : perDay > AlarmDeadLetters ? Standing.Watch : Standing.Ok;
        return new Verdict(
            Bottleneck.FailureHandling,
            standing,
            $"{perDay:N0} dead letters a day at {demand.Workload.FailureRate:0.######%} failures; "
                + $"events wait {Durations.Format(backlog)} at most, of {Durations.Format(maxAge)}",
            standing switch
            {
                Standing.Ok => $"{retried}, then the dead-letter queue keeps it; the alarm fires above {AlarmDeadLetters}",
                Standing.Watch => $"the alarm at {AlarmDeadLetters} dead letters will always be on: "
                    + "find the cause, or raise its threshold in alarm_thresholds",
                _ => "events expire before they are tried: raise the concurrency, or run compressor verify --requeue",
            },
            standing == Standing.Watch ? "alarm_thresholds" : queue is null ? "maximum_event_age_seconds" : "max_receive_count");
    }

    private static Verdict Logs(Plan plan)
    {
        var dollars = plan.DollarsOf(CostPart.Logs);
        var share = dollars / plan.ProcessingDollars;
        var standing = Judge(share, NoticeableLogShare, DearLogShare);
        return new Verdict(
            Bottleneck.Logs,
            standing,
            $"{plan.Demand.Logs.Total / 1e9:N1} GB a month, ${dollars:N0}, {share:P1} of processing",
            standing == Standing.Ok
                ? "sampling keeps them small; failures are logged in full"
                : "sample less, and keep Lambda's own lines off",
            "log_sampling_rate");
    }
}
