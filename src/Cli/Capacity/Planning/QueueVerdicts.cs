using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>Whether the event source mapping hands over as many batches at once as a burst needs, and how long it takes to.</summary>
internal static class MappingVerdict
{
    private const double BatchesASecond = EventQueueSetup.MoreBatchesAMinute / 60;
    private const string Variable = "maximum_concurrency";

    public static Verdict Judge(Demand demand, EventQueueSetup queue)
    {
        var (mean, burst) = (Concurrency.Needed(demand.MeanConcurrency), Concurrency.Needed(demand.BurstConcurrency));
        var limit = queue.MaximumConcurrency;
        var figure = $"{EventQueueSetup.BatchesAtFirst} batches at once at first, {EventQueueSetup.MoreBatchesAMinute:0} more a minute, "
            + $"{limit:N0} at most";
        if (mean > limit)
        {
            return new(Bottleneck.EventSourceMapping, Standing.Act, $"{figure}; {mean:N0} are needed on average", Raise, Variable);
        }

        var (seconds, files) = Climb(demand, Math.Min(burst, limit));
        figure += $": {Durations.Format(seconds)} to the {Math.Min(burst, limit):N0} of a burst, with {files:N0} files waiting by then";
        return burst <= limit
            ? new(Bottleneck.EventSourceMapping, Standing.Ok, figure, "they wait in the queue, and none is lost", Variable)
            : new(Bottleneck.EventSourceMapping, Standing.Watch, $"{figure}; a burst needs {burst:N0}", Raise, Variable);
    }

    private static string Raise => $"raise maximum_concurrency (null: {EventQueueSetup.BatchLimit:N0}), or make invocations shorter";

    /// <summary>
    /// From the batches that the average load needs to those of a burst: how long that takes, and how many files wait by then. What the
    /// batches take grows evenly, so it is half of what is missing at first, all the way; no longer than the burst.
    /// </summary>
    private static (double Seconds, double Files) Climb(Demand demand, double batches)
    {
        var workload = demand.Workload;
        var first = Math.Max(EventQueueSetup.BatchesAtFirst, demand.MeanConcurrency);
        var whole = Math.Max(0, (batches - first) / BatchesASecond);
        if (whole == 0)
        {
            return (0, 0);
        }

        var seconds = Math.Min(whole, workload.BurstMinutes * 60);
        var missing = Math.Max(0, (workload.FilesPerSecond * workload.BurstFactor) - (first * demand.EnvironmentFilesPerSecond));
        return (whole, missing * seconds * (1 - (seconds / whole / 2)));
    }
}

/// <summary>Whether batches are full: a batch has one invocation's requests, and waits for S3 once.</summary>
internal static class BatchVerdict
{
    /// <summary>A saving that is worth a window, as a share of processing.</summary>
    private const double NoticeableSaving = 0.05;

    /// <summary>A window that nobody minds, in seconds.</summary>
    private const double MaxWindowSeconds = 20;

    private const double NearlyFull = 0.95;
    private const string Variable = "maximum_batching_window";

    public static Verdict Judge(Plan plan, EventQueueSetup queue)
    {
        var (demand, batch) = (plan.Demand, queue.BatchSize);
        var figure = FormattableString.Invariant($"{demand.FilesPerInvocation:0.#} of {batch} files in an invocation, on average");
        if (demand.FilesPerInvocation >= batch * NearlyFull)
        {
            return new(Bottleneck.Batches, Standing.Ok, figure, "they wait for S3 once", Variable);
        }

        var window = Math.Max(1, Math.Ceiling((batch - 1) / demand.Workload.FilesPerSecond));
        if (window > MaxWindowSeconds)
        {
            return new(Bottleneck.Batches, Standing.Ok, figure, $"so few files come that to fill batches takes {window:N0} s", Variable);
        }

        var full = Demand.Create(demand.Workload, demand.Setup with { EventQueue = queue with { WindowSeconds = window } });
        var saved = plan.ProcessingDollars - ProcessingBill.Lambda(full, plan.Prices).Sum(line => line.Dollars);
        var advice = $"{window:0} s fill the batches, and save {Format.Dollars(saved)} a month; files wait that long";
        return new(
            Bottleneck.Batches, saved > plan.ProcessingDollars * NoticeableSaving ? Standing.Watch : Standing.Ok, figure, advice, Variable);
    }
}
