using Compressor.Cli.Capacity.Simulation.Model;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Simulation;

/// <summary>A point of the curves.</summary>
/// <param name="Second">Seconds from the start.</param>
/// <param name="Waiting">Events that wait for an environment or for their next attempt.</param>
/// <param name="Busy">Environments at work.</param>
/// <param name="Alive">Environments at work or warm.</param>
internal sealed record SimulationSample(double Second, int Waiting, int Busy, int Alive);

/// <summary>What came of a simulation: it counts while the simulation runs, and is complete once it is closed.</summary>
/// <param name="model">What is simulated.</param>
internal sealed class SimulationResult(PipelineModel model)
{
    /// <summary>Lambda's name for an event that waited too long.</summary>
    public const string TooOld = "EventAgeExceeded";

    /// <summary>Lambda's name for an event whose attempts all failed.</summary>
    public const string Failed = "RetriesExhausted";

    private readonly List<double> _latencies = [];
    private readonly Dictionary<string, long> _deadLetters = [];
    private readonly List<SimulationSample> _samples = [];
    private double _waited;
    private double _busySeconds;
    private double _nextSample;
    private SimulationSample _last = new(0, 0, 0, 0);

    public PipelineModel Model => model;

    /// <summary>Files that were uploaded.</summary>
    public long Files { get; private set; }

    public long Archived { get; private set; }

    /// <summary>Dead letters, by why.</summary>
    public IReadOnlyDictionary<string, long> DeadLetters => _deadLetters;

    /// <summary>Files that are neither archived nor a dead letter when nothing is left to do: must be 0.</summary>
    public long Lost { get; private set; }

    /// <summary>Seconds from upload to archive of every archived file, ascending.</summary>
    public double[] Latencies { get; private set; } = [];

    /// <summary>Seconds that events waited for an environment before the attempt that took them, on average over attempts.</summary>
    public double MeanWaitSeconds => Attempts == 0 ? 0 : _waited / Attempts;

    public long Attempts { get; private set; }

    /// <summary>Attempts that failed.</summary>
    public long Failures { get; private set; }

    /// <summary>Times that an event met no free environment.</summary>
    public long Throttles { get; private set; }

    public long ColdStarts { get; private set; }

    public int PeakConcurrency { get; private set; }

    public int PeakWaiting { get; private set; }

    /// <summary>Environments at work on average from the first upload to the end.</summary>
    public double MeanBusy => EndSeconds == 0 ? 0 : _busySeconds / EndSeconds;

    /// <summary>Seconds of all invocations, inits included: what Lambda bills.</summary>
    public double BilledSeconds { get; private set; }

    /// <summary>Requests that S3 answered with 503.</summary>
    public long S3Refusals { get; private set; }

    /// <summary>Partitions that S3 had at the end.</summary>
    public int Partitions { get; private set; }

    /// <summary>When the last file was done with.</summary>
    public double EndSeconds => _last.Second;

    public IReadOnlyList<SimulationSample> Samples => _samples;

    /// <summary>Seconds from upload to archive that so many files (a share of all) do not exceed; 0 where there are none.</summary>
    public double Latency(double share) => Quantiles.FindSorted(Latencies, share) ?? 0;

    /// <summary>Counts an attempt that begins.</summary>
    /// <param name="waited">Seconds that its event waited.</param>
    /// <param name="billed">Seconds of the invocation, with an init.</param>
    public void CountAttempt(double waited, double billed)
    {
        Attempts++;
        _waited += waited;
        BilledSeconds += billed;
    }

    /// <summary>Invocations with a batch of messages; 0 where each file has its own.</summary>
    public long Batches { get; private set; }

    /// <summary>Counts a batch, whose attempts were counted without their time.</summary>
    public void CountBatch(double billed)
    {
        Batches++;
        BilledSeconds += billed;
    }

    public void CountFailure() => Failures++;

    public void CountThrottle() => Throttles++;

    /// <summary>Counts an archive that took so many seconds from the upload on.</summary>
    public void CountArchive(double latency) => _latencies.Add(latency);

    public void CountDeadLetter(string reason) => _deadLetters[reason] = _deadLetters.GetValueOrDefault(reason) + 1;

    /// <summary>Records the state after a step; the state of the step before lasted until then.</summary>
    public void Observe(double now, int waiting, SimulatedEnvironments environments)
    {
        for (; _nextSample <= now; _nextSample += model.SampleSeconds)
        {
            _samples.Add(_last with { Second = _nextSample });
        }

        _busySeconds += (now - _last.Second) * _last.Busy;
        _last = new(now, waiting, environments.Busy, environments.Alive);
        PeakConcurrency = Math.Max(PeakConcurrency, _last.Busy);
        PeakWaiting = Math.Max(PeakWaiting, waiting);
    }

    /// <summary>Completes the result.</summary>
    public SimulationResult Close(FileStates files, SimulatedEnvironments environments, PrefixLimiter s3)
    {
        Latencies = [.. _latencies.Order()];
        (Files, Archived, Lost) = (files.Count, files.Number(FileState.Archived), files.Number(FileState.Waiting));
        (ColdStarts, S3Refusals, Partitions) = (environments.ColdStarts, s3.Refused, s3.Partitions);
        return this;
    }
}
