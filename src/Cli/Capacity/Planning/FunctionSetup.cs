using Compressor.Core.Archiving;
using Compressor.Toolkit.Lambda;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>How the function is set up, in the terms of Terraform's variables, and what an invocation takes.</summary>
internal sealed record FunctionSetup
{
    /// <summary>Memory in MB of 2^20 bytes: <c>memory_size</c>.</summary>
    public int MemorySize { get; init; } = 512;

    /// <summary><c>architecture</c>.</summary>
    public Architecture Architecture { get; init; }

    /// <summary><c>format</c> and <c>compression</c>: a preset, with the speed and ratio that were measured for it.</summary>
    public CompressionPreset Preset { get; init; } = BenchResults.Usual.Presets.Single(preset => preset.Name == CompressionNames.Default);

    /// <summary>All presets, format by format and the quickest first, to weigh the chosen one against.</summary>
    public IReadOnlyList<CompressionPreset> Presets { get; init; } = BenchResults.Usual.Presets;

    /// <summary>CPU time beside the engine's.</summary>
    public HandlerCpu HandlerCpu { get; init; } = BenchResults.Usual.HandlerCpu;

    /// <summary>Where speeds, ratios and that CPU time come from.</summary>
    public string Measurements { get; init; } = BenchResults.Usual.Origin;

    /// <summary>How long an invocation with one file takes on average, in seconds; null to derive it from CPU and network.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>The queue between the bucket and the function: <c>event_source = "queue"</c>; null where S3 invokes it.</summary>
    public EventQueueSetup? EventQueue { get; init; }

    /// <summary>The way to S3.</summary>
    public S3Network Network { get; init; } = new();

    /// <summary>How long an environment's init takes, in seconds; billed.</summary>
    public double InitSeconds { get; init; } = MeasuredHandler.InitSeconds;

    /// <summary><c>reserved_concurrency</c>.</summary>
    public int ReservedConcurrency { get; init; } = 1500;

    /// <summary>The account's concurrent executions in the region, of which 100 stay unreserved. A new account has 1,000.</summary>
    public int AccountConcurrency { get; init; } = 1000;

    /// <summary><c>log_sampling_rate</c>.</summary>
    public double LogSamplingRate { get; init; } = 0.01;

    /// <summary>Whether Lambda's START, END and REPORT lines are stored for each invocation; Terraform turns them off.</summary>
    public bool SystemLogs { get; init; }

    /// <summary><c>log_retention_days</c>.</summary>
    public double LogRetentionDays { get; init; } = 7;

    /// <summary>
    /// The share of invocations that X-Ray traces; 0 with <c>tracing</c> PassThrough, 0.05 is X-Ray's default with Active.
    /// </summary>
    public double TraceRate { get; init; }
}

/// <summary>What Terraform's <c>format</c> and <c>compression</c> choose between, as measured.</summary>
/// <param name="Name">The setting's value, after the format where that is not zip: <c>zstd balanced</c>.</param>
/// <param name="MegabytesPerSecond">MB (10^6 bytes) of input that the engine takes a second, on one whole vCPU.</param>
/// <param name="Ratio">Bytes out for each byte in.</param>
internal sealed record CompressionPreset(string Name, double MegabytesPerSecond, double Ratio)
{
    /// <summary>The format of the archives.</summary>
    public ArchiveFormat Format { get; init; }

    /// <summary>CPU seconds for an object of that size, the engine alone.</summary>
    public double CpuSeconds(double bytes) => bytes / 1e6 / MegabytesPerSecond;
}
