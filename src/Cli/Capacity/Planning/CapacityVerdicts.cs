using Compressor.Core.Archiving;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>Whether there are environments enough, on average and in a burst.</summary>
internal static class ConcurrencyVerdict
{
    private const string Variable = "reserved_concurrency";
    private const string Quota = "ask AWS for a higher quota (concurrency_quota)";

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
            ? "; even the average is too much, and the backlog grows without end"
            : $"; a burst leaves {backlog.Files:N0} waiting, for at most {oldest}, until {gone} after it";
        var late = mean > available || backlog.OldestSeconds > demand.MaxEventAgeSeconds;
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
        var limit = ArchiveLimits.FromMemoryLimit(memorySize).MaxBufferedBytes;
        var needed = (int)Math.Ceiling((ArchiveLimits.ProcessBytes + (2 * Math.Min(p99, ArchiveLimits.MaxBufferBytes))) / Sizes.MiB);
        var figure = $"p99 of {Sizes.Format(p99)} against {Sizes.Format(limit)} that fit the buffers at {memorySize} MB; "
            + $"it takes {needed} MB";
        return (p99 / limit) switch
        {
            <= Comfortable => new(Bottleneck.Memory, Standing.Ok, figure, "each takes one GET and one PUT", Variable),
            <= 1 => new(Bottleneck.Memory, Standing.Watch, figure, "larger ones are streamed, with more requests", Variable),
            _ when p99 > ArchiveLimits.MaxBufferBytes => new(
                Bottleneck.Memory,
                Standing.Watch,
                figure,
                $"files over {ArchiveLimits.MaxBufferBytes / Sizes.MiB} MiB are always streamed; max_file_size must allow them",
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

/// <summary>
/// Whether objects are large enough: each costs a GET, a PUT and an invocation, however small it is. Where that is most of processing,
/// the cost of the same bytes in larger objects is computed, and judged by what it would save of the whole bill.
/// </summary>
internal static class ObjectSizeVerdict
{
    private const double DearRequestShare = 0.5;
    private const double NoticeableSaving = 0.10;
    private const string Variable = "max_file_size";

    /// <summary>Sizes in bytes to compare smaller objects with: the usual one, and one within the default of max_file_size.</summary>
    private static readonly double[] LargerSizes = [UsualWorkload.FileBytes, 50e6];

    public static Verdict Judge(Plan plan)
    {
        var workload = plan.Demand.Workload;
        var requests = plan.DollarsOf(CostPart.Requests) + plan.DollarsOf(CostPart.S3Requests);
        var share = requests / plan.ProcessingDollars;
        var figure = $"objects of {Sizes.Format(workload.AverageBytes)}: "
            + $"requests are {share:P0} of processing, {Format.Dollars(requests)} a month";
        var bytes = LargerSizes.FirstOrDefault(size => size > workload.AverageBytes);
        if (share <= DearRequestShare || bytes == 0)
        {
            return new Verdict(Bottleneck.ObjectSize, Standing.Ok, figure, "larger objects would save little", Variable);
        }

        var filesPerHour = workload.FilesPerHour * workload.AverageBytes / bytes;
        var larger = workload with { FilesPerHour = filesPerHour, AverageBytes = bytes, P99Bytes = bytes };
        var demand = Demand.Create(larger, plan.Demand.Setup with { DurationSeconds = null });
        var dollars = ProcessingBill.Lambda(demand, plan.Prices).Sum(line => line.Dollars);
        var saved = (plan.ProcessingDollars - dollars) / plan.Dollars;
        var isLittle = saved <= NoticeableSaving;
        return new Verdict(
            Bottleneck.ObjectSize,
            isLittle ? Standing.Ok : Standing.Watch,
            figure,
            (isLittle ? $"larger objects would save {saved:P0} of the bill" : "collect records into larger objects")
                + $": the same bytes in objects of {Sizes.Format(bytes)} are {Format.Number(filesPerHour)} an hour, "
                + $"and cost {Format.Dollars(dollars)} a month to process instead of {Format.Dollars(plan.ProcessingDollars)}",
            Variable);
    }
}
