using Compressor.Core.Archiving;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>Whether there are environments enough, on average and in a burst.</summary>
internal static class ConcurrencyVerdict
{
    private const string Variable = "reserved_concurrency";
    private const string Quota = "ask AWS for a higher quota (request_concurrency_quota)";

    public static Verdict Judge(Demand demand)
    {
        var (mean, burst) = (Concurrency.Needed(demand.MeanConcurrency), Concurrency.Needed(demand.BurstConcurrency));
        var (reserved, account) = (demand.Setup.ReservedConcurrency, demand.Setup.AccountConcurrency);
        var available = demand.AvailableConcurrency;
        var figure = $"{demand.MeanConcurrency:N0} busy on average, {demand.BurstConcurrency:N0} in a burst, of {available:N0}";
        if (reserved > account - Concurrency.Unreserved)
        {
            return new Verdict(
                Bottleneck.Concurrency,
                Standing.Act,
                $"{figure}; the account's {account:N0} less {Concurrency.Unreserved} cannot reserve {reserved:N0}",
                burst <= available ? $"reserve {RoundUp(burst):N0}, which is enough, or {Quota}" : Quota,
                Variable);
        }

        if (burst <= available)
        {
            var advice = $"{burst:N0} carry the burst; more cost nothing until they are used";
            return new Verdict(Bottleneck.Concurrency, Standing.Ok, figure, advice, Variable);
        }

        var backlog = demand.Backlog;
        var (oldest, gone) = (Durations.Format(backlog.OldestSeconds), Durations.Format(backlog.DrainSeconds));
        figure += double.IsInfinity(backlog.Files)
            ? "; the average alone is too much, and the backlog grows without end"
            : $"; a burst leaves {backlog.Files:N0} waiting, {oldest} at most, gone {gone} after it";
        var late = mean > available || backlog.OldestSeconds > AsynchronousInvocation.MaxEventAgeSeconds;
        return new Verdict(
            Bottleneck.Concurrency,
            late ? Standing.Act : Standing.Watch,
            figure,
            late ? $"reserve {RoundUp(mean):N0} at least" : $"reserve {RoundUp(burst):N0} if waiting is not acceptable",
            Variable);
    }

    private static double RoundUp(int environments) => Math.Ceiling(environments / 50.0) * 50;
}

/// <summary>Whether the largest usual files are compressed in memory, by the preset that was chosen.</summary>
internal static class MemoryVerdict
{
    private const double Comfortable = 0.7;
    private const double MemoryStep = 64;
    private const string Variable = "memory_size";

    public static Verdict Judge(Demand demand)
    {
        var (memorySize, p99) = (demand.Setup.MemorySize, demand.Workload.P99Bytes);
        var limit = ArchiveLimits.For(memorySize).MaxBufferedBytes;
        var needed = (int)Math.Ceiling((ArchiveLimits.ProcessBytes + (2 * Math.Min(p99, ArchiveLimits.MaxBufferBytes))) / Sizes.MiB);
        var figure = $"p99 of {Sizes.Format(p99)} against {Sizes.Format(limit)} that fit the buffers at {memorySize} MB; "
            + $"it takes {needed} MB";
        return (p99 / limit) switch
        {
            <= Comfortable => new(Bottleneck.Memory, Standing.Ok, figure, "one GET and one PUT each", Variable),
            <= 1 => new(Bottleneck.Memory, Standing.Watch, figure, "larger ones stream, with more requests", Variable),
            _ when p99 > ArchiveLimits.MaxBufferBytes => new(
                Bottleneck.Memory,
                Standing.Watch,
                figure,
                $"files over {ArchiveLimits.MaxBufferBytes / Sizes.MiB} MiB always stream; max_file_size must allow them",
                "max_file_size"),
            _ => new(
                Bottleneck.Memory,
                Standing.Act,
                figure,
                $"set {Math.Ceiling(needed / MemoryStep) * MemoryStep:0} MB to compress them in memory",
                Variable),
        };
    }
}
