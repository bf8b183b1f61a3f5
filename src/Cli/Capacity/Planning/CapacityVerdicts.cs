using Compressor.Core.Archiving;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>Whether there are environments enough, on average and in a burst.</summary>
internal static class ConcurrencyVerdict
{
    /// <summary><c>maximum_event_age_seconds</c>: how long an asynchronous event may wait.</summary>
    public const double MaximumEventAgeSeconds = 6 * 3600;

    public static Verdict Judge(Demand demand)
    {
        var (mean, burst) = (Concurrency.Needed(demand.MeanConcurrency), Concurrency.Needed(demand.BurstConcurrency));
        var figure = FormattableString.Invariant(
            $"{demand.MeanConcurrency:N0} busy on average, {demand.BurstConcurrency:N0} in a burst, of {demand.AvailableConcurrency:N0}");
        if (demand.Setup.ReservedConcurrency > demand.Setup.AccountConcurrency - Concurrency.Unreserved)
        {
            return new Verdict(
                Bottleneck.Concurrency,
                Standing.Act,
                figure + FormattableString.Invariant($"; the account's {demand.Setup.AccountConcurrency:N0} less 100 cannot reserve {demand.Setup.ReservedConcurrency:N0}"),
                burst <= demand.AvailableConcurrency
                    ? FormattableString.Invariant($"reserve {Round(burst):N0}, which is enough, or ask AWS for a higher quota (request_concurrency_quota)")
                    : "ask AWS for a higher quota (request_concurrency_quota)",
                "reserved_concurrency");
        }

        if (burst <= demand.AvailableConcurrency)
        {
            return new Verdict(Bottleneck.Concurrency, Standing.Ok, figure, FormattableString.Invariant($"{burst:N0} carry the burst; more cost nothing until they are used"), "reserved_concurrency");
        }

        var backlog = demand.Backlog;
        var waits = double.IsInfinity(backlog.Files)
            ? "; the average alone is too much, and the backlog grows without end"
            : FormattableString.Invariant($"; a burst leaves {backlog.Files:N0} waiting, {Durations.Format(backlog.OldestSeconds)} at most, gone {Durations.Format(backlog.DrainSeconds)} after it");
        var late = mean > demand.AvailableConcurrency || backlog.OldestSeconds > MaximumEventAgeSeconds;
        return new Verdict(
            Bottleneck.Concurrency,
            late ? Standing.Act : Standing.Watch,
            figure + waits,
            FormattableString.Invariant($"reserve {Round(late ? mean : burst):N0}{(late ? " at least" : " if waiting is not acceptable")}"),
            "reserved_concurrency");
    }

    private static double Round(int environments) => Math.Ceiling(environments / 50.0) * 50;
}

/// <summary>Whether the largest usual files are compressed in memory, by the preset that was chosen.</summary>
internal static class MemoryVerdict
{
    private const double MiB = 1 << 20;
    private const double Comfortable = 0.7;
    private const string Variable = "memory_size";

    public static Verdict Judge(Demand demand)
    {
        var (memorySize, p99) = (demand.Setup.MemorySize, demand.Workload.P99Bytes);
        var limit = ArchiveLimits.For(memorySize).MaxBufferedBytes;
        var needed = (int)Math.Ceiling((ArchiveLimits.ProcessBytes + (2 * Math.Min(p99, ArchiveLimits.MaxBufferBytes))) / MiB);
        var figure = $"p99 of {Sizes.Format(p99)} against {Sizes.Format(limit)} that fit the buffers at {memorySize} MB; it takes {needed} MB";
        return (p99 / limit) switch
        {
            <= Comfortable => new(Bottleneck.Memory, Standing.Ok, figure, "one GET and one PUT each", Variable),
            <= 1 => new(Bottleneck.Memory, Standing.Watch, figure, "larger ones stream, with more requests", Variable),
            _ when p99 > ArchiveLimits.MaxBufferBytes => new(
                Bottleneck.Memory, Standing.Watch, figure, "files over 64 MiB always stream; max_file_size must allow them", "max_file_size"),
            _ => new(
                Bottleneck.Memory,
                Standing.Act,
                figure,
                FormattableString.Invariant($"set {Math.Ceiling(needed / 64.0) * 64:0} MB to compress them in memory"),
                Variable),
        };
    }
}
