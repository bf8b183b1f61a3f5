using System.CommandLine;
using System.Globalization;
using Compressor.Cli.Capacity.Planning;
using Compressor.Cli.Capacity.Simulation.Model;
using Compressor.Core.Keys;
using Compressor.Toolkit.CommandLine;
using static Compressor.Toolkit.CommandLine.CommandOptions;

namespace Compressor.Cli.Capacity.Simulation;

/// <summary>Options that a simulation has beside those of a plan.</summary>
internal sealed class SimulationOptions
{
    private const double DiurnalSwing = 0.8;

    private readonly Option<double> _minutes = Create("--minutes", "How long files arrive.", "minutes", Between(0.1, 100_000), 60);

    private readonly Option<string> _arrivals = Create(
        "--arrivals", "constant, burst (at --burst-start, for --burst-minutes) or diurnal.", "kind", "burst");

    private readonly Option<double> _burstStart = Create("--burst-start", "When the burst begins.", "minutes", Between(0.0, 100_000), 20);

    private readonly Option<FileInfo?> _trace = Create<FileInfo?>(
        "--trace", "Take arrivals from this file, with lines of SECOND[,FILES].", "file");

    private readonly Option<FileInfo?> _durations = Create<FileInfo?>(
        "--durations", "A file of measured durations in ms, one per line.", "file");

    private readonly Option<double> _variation = Create(
        "--variation", "The standard deviation of durations divided by their mean, if they were not measured.", "n", Between(0.0, 10), 0.3);

    private readonly Option<string> _queue = Create("--queue", "backoff, as on AWS, or fifo, as in compressor local.", "kind", "backoff");

    private readonly Option<double> _faults = Create(
        "--fault-rate", "The share of attempts that fail but would succeed if tried again.", "share", Between(0.0, 1), 0);

    private readonly Option<string?> _outage = Create<string?>(
        "--outage", "The minutes between which every request to S3 fails, such as 10..25.", "start..end");

    private readonly Option<bool> _unsharded = new("--unsharded")
    {
        Description = "Give keys no shards, so that S3 cannot split the prefix.",
    };

    private readonly Option<int> _partitions = Create(
        "--partitions", "How many partitions S3 has at the start.", "n", Between(1, KeyMapping.ShardCount), 1);

    private readonly Option<int> _seed = Create(
        "--seed", "The seed of the run; the same seed gives the same run.", "n", Between(0, int.MaxValue), 1);

    public SimulationOptions()
    {
        _arrivals.AcceptOnlyFromAmong("constant", "burst", "diurnal");
        _queue.AcceptOnlyFromAmong("backoff", "fifo");
    }

    public void AddTo(Command command) => command.Add(
        _minutes, _arrivals, _burstStart, _trace, _durations, _variation, _queue, _faults, _outage, _unsharded, _partitions, _seed);

    /// <summary>Reads the model of a pipeline for a workload and a setup.</summary>
    /// <exception cref="CommandException">A file cannot be read, or a value has another form.</exception>
    public PipelineModel Read(ParseResult parsed, Demand demand) => new()
    {
        Arrivals = ReadArrivals(parsed, demand.Workload),
        ServiceTime = ReadServiceTime(parsed, demand),
        Seed = (ulong)parsed.GetRequiredValue(_seed),
        Concurrency = demand.AvailableConcurrency,
        InitSeconds = demand.Setup.InitSeconds,
        Queue = parsed.GetRequiredValue(_queue) == "fifo" ? QueueDiscipline.Fifo : QueueDiscipline.Backoff,
        EventQueue = demand.Setup.EventQueue,
        WaitingSeconds = demand.WaitingSeconds,
        FaultRate = parsed.GetRequiredValue(_faults),
        FailureRate = demand.Workload.FailureRate,
        Outage = ReadOutage(parsed.GetValue(_outage)),
        Partitions = parsed.GetRequiredValue(_partitions),
        MaxPartitions = parsed.GetValue(_unsharded) ? parsed.GetRequiredValue(_partitions) : KeyMapping.ShardCount,
    };

    private Arrivals ReadArrivals(ParseResult parsed, Workload workload)
    {
        if (parsed.GetValue(_trace) is { } trace)
        {
            return ReadFile(trace, TraceArrivals.Parse);
        }

        var (seconds, rate) = (parsed.GetRequiredValue(_minutes) * 60, workload.FilesPerSecond);
        var start = parsed.GetRequiredValue(_burstStart) * 60;
        return parsed.GetRequiredValue(_arrivals) switch
        {
            "constant" => PoissonArrivals.Constant(seconds, rate),
            "diurnal" => PoissonArrivals.Diurnal(seconds, rate, DiurnalSwing),
            _ => PoissonArrivals.Burst(seconds, rate, workload.BurstFactor, start, workload.BurstMinutes * 60),
        };
    }

    private ServiceTime ReadServiceTime(ParseResult parsed, Demand demand) =>
        (parsed.GetValue(_durations), parsed.GetRequiredValue(_variation)) switch
        {
            ({ } file, _) => ReadFile(file, lines => new MeasuredServiceTimes([.. lines.Select(Milliseconds).DefaultIfEmpty(0)])),
            (null, 0) => new FixedServiceTime(demand.FileSeconds),
            (null, var variation) => new LognormalServiceTime(demand.FileSeconds, variation),
        };

    private static double Milliseconds(string line) =>
        double.TryParse(line, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is > 0 and < 900_001
            ? milliseconds / 1000
            : throw new FormatException($"'{line}' is not a duration in ms");

    private static T ReadFile<T>(FileInfo file, Func<IEnumerable<string>, T> read)
    {
        try
        {
            return read(File.ReadLines(file.FullName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new CommandException($"cannot read {file.FullName}: {e.Message}");
        }
    }

    private static (double Start, double End)? ReadOutage(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var parts = text.Split("..");
        return parts.Length == 2
            && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var start)
            && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var end)
            && start >= 0 && end > start
            ? (start * 60, end * 60)
            : throw new CommandException($"--outage '{text}' is not START..END in minutes, such as 10..25");
    }
}
