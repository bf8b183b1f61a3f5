using System.CommandLine;
using Compressor.Core.Archiving;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Lambda;
using static Compressor.Toolkit.CommandLine.CommandOptions;

namespace Compressor.Cli.Capacity.Planning.Options;

/// <summary>
/// Options that describe how the function is set up and what an invocation takes. Defaults are Terraform's, and what was measured.
/// </summary>
internal sealed class SetupOptions
{
    private static readonly FunctionSetup Usual = new();

    private readonly Option<int> _memory = Create(
        "--memory", "Memory of the function (memory_size).", "MB", Between(128, 10240), Usual.MemorySize);

    private readonly Option<string> _architecture = SharedOptions.Architecture("x86_64 or arm64.");
    private readonly Option<string> _format = SharedOptions.Format();
    private readonly Option<string> _compression = SharedOptions.Compression();

    private readonly Option<double?> _ratio = CreateOptional(
        "--ratio", "Bytes written per byte read. Default: the preset's.", "share", Between(0.001, 1.1));

    private readonly Option<double?> _cpu = CreateOptional(
        "--cpu-ms",
        "CPU milliseconds of an average file on a whole vCPU. Default: those of the preset and the handler.",
        "ms",
        Between(0.001, 9e5));

    private readonly Option<FileInfo?> _bench = Create<FileInfo?>(
        "--bench", "A file from compressor bench --json with the ratio and CPU time of the presets.", "file");

    private readonly Option<string?> _benchRows = Create<string?>(
        "--bench-rows", "Which rows of that file: data set and size. Default: events/10 MB, or the only ones.", "name");

    private readonly Option<double?> _duration = CreateOptional(
        "--duration",
        "Seconds of an average invocation with one file. Default: computed from CPU time and network.",
        "seconds",
        Between(0.001, 900));

    private readonly NetworkOptions _network = new();
    private readonly EventQueueOptions _eventQueue = new();

    private readonly Option<double> _init = Create(
        "--init-ms", "How long an environment takes to start.", "ms", Between(0.0, 60_000), Usual.InitSeconds * 1000);

    private readonly Option<int> _reserved = Create(
        "--reserved-concurrency",
        "The maximum number of environments (reserved_concurrency).",
        "n",
        Between(1, 1_000_000),
        Usual.ReservedConcurrency);

    private readonly Option<int> _account = Create(
        "--account-concurrency",
        "The account's quota of concurrent executions.",
        "n",
        Between(Concurrency.Unreserved + 1, 1_000_000),
        Usual.AccountConcurrency);

    private readonly Option<double> _sampling = Create(
        "--log-sampling-rate", "The share of invocations that log all lines.", "share", Between(0.0, 1), Usual.LogSamplingRate);

    private readonly Option<bool> _systemLogs = new("--system-logs")
    {
        Description = "Store Lambda's own log lines for each invocation.",
    };

    private readonly Option<double> _traces = Create(
        "--trace-rate", "The share of invocations that X-Ray traces.", "share", Between(0.0, 1), Usual.TraceRate);

    public void AddTo(Command command)
    {
        _network.AddTo(command);
        _eventQueue.AddTo(command);
        command.Add(
            _memory, _architecture, _format, _compression, _ratio, _cpu, _bench, _benchRows, _duration, _init, _reserved, _account,
            _sampling, _systemLogs, _traces);
    }

    /// <summary>Reads the setup. A file's CPU time becomes the preset's speed, so that other sizes can be computed too.</summary>
    public FunctionSetup Read(ParseResult parsed, Workload workload)
    {
        var measured = parsed.GetValue(_bench) is { } bench
            ? BenchResults.Read(bench, parsed.GetValue(_benchRows))
            : BenchResults.Usual;
        var name = CompressionNames.With(
            ArchiveFormats.Parse(parsed.GetRequiredValue(_format)), parsed.GetRequiredValue(_compression));
        var preset = measured.Presets.SingleOrDefault(known => known.Name == name)
            ?? throw new CommandException(
                $"{measured.Origin} has no '{name}': run compressor bench with --format, and give its file as --bench");
        var handler = measured.HandlerCpu;
        if (parsed.GetValue(_ratio) is { } ratio)
        {
            preset = preset with { Ratio = ratio };
        }

        if (parsed.GetValue(_cpu) is { } cpu)
        {
            // The handler gets half of it at most, so that some is left for the engine.
            var (seconds, bytes) = (cpu / 1000, workload.AverageBytes);
            handler = handler.Scale(Math.Min(1, seconds / 2 / handler.Seconds(bytes)));
            preset = preset with { MegabytesPerSecond = bytes / 1e6 / (seconds - handler.Seconds(bytes)) };
        }

        return new FunctionSetup
        {
            MemorySize = parsed.GetRequiredValue(_memory),
            Architecture = ArchitectureNames.Parse(parsed.GetRequiredValue(_architecture)),
            Presets = [.. measured.Presets.Select(known => known.Name == preset.Name ? preset : known)],
            Preset = preset,
            HandlerCpu = handler,
            Measurements = measured.Origin,
            DurationSeconds = parsed.GetValue(_duration),
            EventQueue = _eventQueue.Read(parsed),
            Network = _network.Read(parsed),
            InitSeconds = parsed.GetRequiredValue(_init) / 1000,
            ReservedConcurrency = parsed.GetRequiredValue(_reserved),
            AccountConcurrency = parsed.GetRequiredValue(_account),
            LogSamplingRate = parsed.GetRequiredValue(_sampling),
            SystemLogs = parsed.GetValue(_systemLogs),
            TraceRate = parsed.GetRequiredValue(_traces),
        };
    }
}
