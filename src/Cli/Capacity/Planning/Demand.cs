using Compressor.Core.Keys;
using Compressor.Toolkit.Lambda;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>What a workload asks of a function: derived figures that costs and verdicts share.</summary>
internal sealed record Demand
{
    private Demand(Workload workload, FunctionSetup setup)
    {
        (Workload, Setup) = (workload, setup);
        BytesOut = workload.AverageBytes * setup.Preset.Ratio;
        CpuSeconds = setup.HandlerCpu.Seconds(workload.AverageBytes) + setup.Preset.CpuSeconds(workload.AverageBytes);
        FileSeconds = setup.DurationSeconds
            ?? InvocationTime.Seconds(CpuSeconds, setup.MemorySize, workload.AverageBytes, BytesOut, setup.Network);
        FilesPerInvocation = setup.EventQueue?.FilesPerInvocation(workload.FilesPerSecond) ?? 1;
        DurationSeconds = BatchSeconds(FilesPerInvocation);
        MeanConcurrency = Concurrency.Mean(workload.FilesPerSecond / FilesPerInvocation, DurationSeconds);
        BurstConcurrency = Math.Max(MeanConcurrency, workload.FilesPerSecond * workload.BurstFactor / EnvironmentFilesPerSecond);
        AvailableConcurrency = Math.Min(setup.ReservedConcurrency, Math.Max(0, setup.AccountConcurrency - Concurrency.Unreserved));
        Backlog = Backlog.Create(
            workload.FilesPerSecond,
            workload.FilesPerSecond * workload.BurstFactor,
            workload.BurstMinutes * 60,
            (setup.EventQueue?.MaxBatches(AvailableConcurrency) ?? AvailableConcurrency) * EnvironmentFilesPerSecond);
        Failures = workload.FilesPerMonth * workload.FailureRate;
        Attempts = workload.FilesPerMonth + (Failures * (AttemptsOfAFailure - 1));
        Invocations = Attempts / FilesPerInvocation;
        ColdStarts = EnvironmentStarts.PerMonth(MeanConcurrency, Math.Min(BurstConcurrency, AvailableConcurrency), workload.BurstsPerDay);
        Logs = LogVolume.Create(Attempts, Invocations, Failures * AttemptsOfAFailure, MeanConcurrency, setup);
    }

    public Workload Workload { get; }

    public FunctionSetup Setup { get; }

    /// <summary>Bytes of an average archive.</summary>
    public double BytesOut { get; }

    /// <summary>CPU seconds of an average file on a whole vCPU.</summary>
    public double CpuSeconds { get; }

    /// <summary>Seconds of an invocation with one average file.</summary>
    public double FileSeconds { get; }

    /// <summary>Of these, the seconds that it waits for S3.</summary>
    public double WaitingSeconds => Math.Max(0, FileSeconds - (CpuSeconds / InvocationTime.CpuShare(Setup.MemorySize)));

    /// <summary>Files of an average invocation: 1 where S3 invokes the function.</summary>
    public double FilesPerInvocation { get; }

    /// <summary>Seconds of an average invocation.</summary>
    public double DurationSeconds { get; }

    /// <summary>Environments busy on average.</summary>
    public double MeanConcurrency { get; }

    /// <summary>
    /// Environments busy in a burst, if there are so many. Batches are full then: the event source mapping lags behind (see
    /// <see cref="EventQueueSetup.MoreBatchesAMinute"/>).
    /// </summary>
    public double BurstConcurrency { get; }

    /// <summary>Environments that the function can have: what is reserved, or what the account can reserve.</summary>
    public int AvailableConcurrency { get; }

    /// <summary>What waits when a burst is too much.</summary>
    public Backlog Backlog { get; }

    /// <summary>Files a month that fail for good.</summary>
    public double Failures { get; }

    /// <summary>How often a file is tried that fails for good.</summary>
    public int AttemptsOfAFailure => Setup.EventQueue?.MaxReceiveCount ?? AsynchronousInvocation.Attempts;

    /// <summary>How often files are tried a month: once each, and retries.</summary>
    public double Attempts { get; }

    /// <summary>Invocations a month, retries among them.</summary>
    public double Invocations { get; }

    /// <summary>How long an event may wait before it is given up, in seconds.</summary>
    public double MaxEventAgeSeconds => Setup.EventQueue is null
        ? AsynchronousInvocation.MaxEventAgeSeconds
        : EventQueueSetup.RetentionDays(Workload.Incoming.Days) * 24 * 3600;

    /// <summary>Environments that start a month.</summary>
    public double ColdStarts { get; }

    /// <summary>What is logged a month.</summary>
    public LogVolume Logs { get; }

    /// <summary>Archives a month.</summary>
    public double Archives => Workload.FilesPerMonth - Failures;

    /// <summary>Files a second that one environment takes while others wait.</summary>
    public double EnvironmentFilesPerSecond => (Setup.EventQueue?.BatchSize ?? 1) / BatchSeconds(Setup.EventQueue?.BatchSize ?? 1);

    public static Demand Create(Workload workload, FunctionSetup setup) => new(workload, setup);

    private double BatchSeconds(double files) => InvocationTime.BatchSeconds(files, CpuSeconds, Setup.MemorySize, FileSeconds);
}

/// <summary>What waits when a burst brings more than all environments can take.</summary>
/// <param name="Files">How many wait at most.</param>
/// <param name="OldestSeconds">How long a file waits at most.</param>
/// <param name="DrainSeconds">From the burst's end until nothing waits; infinite where the average rate is too much already.</param>
internal sealed record Backlog(double Files, double OldestSeconds, double DrainSeconds)
{
    /// <summary>A fluid model: files arrive and are taken evenly, first come first served.</summary>
    /// <param name="rate">Files a second outside the burst.</param>
    /// <param name="burstRate">Files a second in it.</param>
    /// <param name="burstSeconds">How long it lasts.</param>
    /// <param name="capacity">Files a second that all environments take.</param>
    public static Backlog Create(double rate, double burstRate, double burstSeconds, double capacity)
    {
        if (rate > capacity)
        {
            return new Backlog(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
        }

        var files = Math.Max(0, burstRate - capacity) * burstSeconds;
        return new Backlog(files, files / capacity, files == 0 ? 0 : files / (capacity - rate));
    }
}

/// <summary>How often an environment starts.</summary>
internal static class EnvironmentStarts
{
    /// <summary>
    /// Hours after which Lambda is assumed to replace an environment that is always busy. It publishes no figure; users report two hours.
    /// </summary>
    public const double EnvironmentHours = 2;

    /// <summary>Starts a month: every environment anew each two hours, and for each burst those beyond the usual ones.</summary>
    public static double PerMonth(double meanEnvironments, double burstEnvironments, double burstsPerDay) =>
        (meanEnvironments * Workload.HoursPerMonth / EnvironmentHours)
        + (Math.Max(0, burstEnvironments - meanEnvironments) * burstsPerDay * Workload.DaysPerMonth);
}

/// <summary>Requests a second of one kind under one prefix.</summary>
/// <param name="Prefix">The prefix.</param>
/// <param name="Request">The request, and whose it is.</param>
/// <param name="Mean">Requests a second on average.</param>
/// <param name="Burst">Requests a second in a burst.</param>
/// <param name="Limit">What S3 serves a second for each prefix at least.</param>
internal sealed record RequestRate(string Prefix, string Request, double Mean, double Burst, double Limit)
{
    /// <summary>The share of the limit in a burst, all keys under one prefix.</summary>
    public double BurstShare => PrefixRates.Share(Burst, Limit, 1);

    /// <summary>The same with keys spread over the shards.</summary>
    public double ShardedBurstShare => PrefixRates.Share(Burst, Limit, KeyMapping.ShardCount);

    public static IReadOnlyList<RequestRate> CreateAll(Workload workload)
    {
        var (mean, burst) = (workload.FilesPerSecond, workload.FilesPerSecond * workload.BurstFactor);
        return
        [
            workload.DeletesSources
                ? new("incoming/", "PUT (uploads) and DELETE", mean * 2, burst * 2, PrefixRates.WritesPerSecond)
                : new("incoming/", "PUT (uploads)", mean, burst, PrefixRates.WritesPerSecond),
            new("incoming/", "GET", mean, burst, PrefixRates.ReadsPerSecond),
            new("processed/", "PUT", mean, burst, PrefixRates.WritesPerSecond),
        ];
    }
}

/// <summary>Requests a second against what S3 takes for each prefix before it splits it.</summary>
internal static class PrefixRates
{
    /// <summary>PUT, COPY, POST and DELETE requests a second that S3 serves at least for each prefix.</summary>
    public const double WritesPerSecond = 3500;

    /// <summary>GET and HEAD requests a second that S3 serves at least for each prefix.</summary>
    public const double ReadsPerSecond = 5500;

    /// <summary>The share of a prefix's limit that so many requests a second take when spread evenly.</summary>
    public static double Share(double perSecond, double limit, int prefixes) => perSecond / prefixes / limit;
}
