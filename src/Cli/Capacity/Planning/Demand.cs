using Compressor.Cli.Capacity.Planning.Formulas;
using Compressor.Toolkit.Lambda;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>What a workload asks of a function: derived figures that costs and verdicts share.</summary>
internal sealed record Demand
{
    /// <summary>Attempts that a file gets in all: the first, and <c>maximum_retry_attempts</c> more.</summary>
    public const int Attempts = 3;

    private Demand(Workload workload, FunctionSetup setup)
    {
        (Workload, Setup) = (workload, setup);
        BytesOut = workload.AverageBytes * setup.Preset.Ratio;
        CpuSeconds = setup.OverheadCpuSeconds + setup.Preset.CpuSeconds(workload.AverageBytes);
        DurationSeconds = setup.DurationSeconds ?? Duration.Seconds(CpuSeconds, setup.MemorySize, workload.AverageBytes, BytesOut, setup.Network);
        MeanConcurrency = Concurrency.Mean(workload.FilesPerSecond, DurationSeconds);
        BurstConcurrency = MeanConcurrency * workload.BurstFactor;
        AvailableConcurrency = Math.Min(setup.ReservedConcurrency, Math.Max(0, setup.AccountConcurrency - Concurrency.Unreserved));
        Backlog = Backlog.Of(
            workload.FilesPerSecond, workload.FilesPerSecond * workload.BurstFactor, workload.BurstMinutes * 60, AvailableConcurrency / DurationSeconds);
        Failures = workload.FilesPerMonth * workload.FailureRate;
        Invocations = workload.FilesPerMonth + (Failures * (Attempts - 1));
        ColdStarts = Formulas.ColdStarts.PerMonth(MeanConcurrency, Math.Min(BurstConcurrency, AvailableConcurrency), workload.BurstsPerDay);
    }

    public Workload Workload { get; }

    public FunctionSetup Setup { get; }

    /// <summary>Bytes of an average archive.</summary>
    public double BytesOut { get; }

    /// <summary>CPU seconds of an average invocation on a whole vCPU.</summary>
    public double CpuSeconds { get; }

    /// <summary>Seconds of an average invocation.</summary>
    public double DurationSeconds { get; }

    /// <summary>Environments busy on average.</summary>
    public double MeanConcurrency { get; }

    /// <summary>Environments busy in a burst, if there are so many.</summary>
    public double BurstConcurrency { get; }

    /// <summary>Environments that the function can have: what is reserved, or what the account can reserve.</summary>
    public int AvailableConcurrency { get; }

    /// <summary>What waits when a burst is too much.</summary>
    public Backlog Backlog { get; }

    /// <summary>Files a month that fail for good.</summary>
    public double Failures { get; }

    /// <summary>Invocations a month, retries among them.</summary>
    public double Invocations { get; }

    /// <summary>Environments that start a month.</summary>
    public double ColdStarts { get; }

    /// <summary>Archives a month.</summary>
    public double Archives => Workload.FilesPerMonth - Failures;

    public static Demand Of(Workload workload, FunctionSetup setup) => new(workload, setup);
}
