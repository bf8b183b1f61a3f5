using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Planning.Verdicts;

/// <summary>Whether there are environments enough, on average and in a burst.</summary>
internal static class ConcurrencyVerdict
{
    /// <summary><c>maximum_event_age_seconds</c>: how long an asynchronous event may wait.</summary>
    public const double MaximumEventAgeSeconds = 6 * 3600;

    public static Verdict Of(Demand demand)
    {
        var (mean, burst) = (Concurrency.Needed(demand.MeanConcurrency), Concurrency.Needed(demand.BurstConcurrency));
        var figure = FormattableString.Invariant($"{demand.MeanConcurrency:N0} busy on average, {demand.BurstConcurrency:N0} in a burst, of {demand.AvailableConcurrency:N0}");
        if (demand.Setup.ReservedConcurrency > demand.Setup.AccountConcurrency - Concurrency.Unreserved)
        {
            return new Verdict(
                "Concurrency",
                Standing.Act,
                figure + FormattableString.Invariant($"; the account's {demand.Setup.AccountConcurrency:N0} less 100 cannot reserve {demand.Setup.ReservedConcurrency:N0}"),
                burst <= demand.AvailableConcurrency
                    ? FormattableString.Invariant($"reserve {Round(burst):N0}, which is enough, or ask AWS for a higher quota (request_concurrency_quota)")
                    : "ask AWS for a higher quota (request_concurrency_quota)",
                "reserved_concurrency");
        }

        if (burst <= demand.AvailableConcurrency)
        {
            return new Verdict("Concurrency", Standing.Ok, figure, FormattableString.Invariant($"{burst:N0} carry the burst; more cost nothing until they are used"), "reserved_concurrency");
        }

        var backlog = demand.Backlog;
        var waits = double.IsInfinity(backlog.Files)
            ? "; the average alone is too much, and the backlog grows without end"
            : FormattableString.Invariant($"; a burst leaves {backlog.Files:N0} waiting, {Format.Seconds(backlog.OldestSeconds)} at most, gone {Format.Seconds(backlog.DrainSeconds)} after it");
        var late = mean > demand.AvailableConcurrency || backlog.OldestSeconds > MaximumEventAgeSeconds;
        return new Verdict(
            "Concurrency",
            late ? Standing.Act : Standing.Watch,
            figure + waits,
            FormattableString.Invariant($"reserve {Round(late ? mean : burst):N0}{(late ? " at least" : " if waiting is not acceptable")}"),
            "reserved_concurrency");
    }

    private static double Round(int environments) => Math.Ceiling(environments / 50.0) * 50;
}
