using Compressor.Cli.Capacity.Simulation.Model;

namespace Compressor.Cli.Capacity.Simulation;

/// <summary>What a simulation counts while it runs.</summary>
/// <param name="model">How often the curves get a point.</param>
internal sealed class SimulationLedger(PipelineModel model)
{
    /// <summary>Lambda's name for an event that waited too long.</summary>
    public const string TooOld = "EventAgeExceeded";

    /// <summary>Lambda's name for an event whose attempts all failed.</summary>
    public const string Failed = "RetriesExhausted";

    private readonly List<double> _latencies = [];
    private readonly Dictionary<string, long> _deadLetters = [];
    private readonly List<SimulationSample> _samples = [];
    private double _waited;
    private double _billed;
    private long _attempts;
    private long _failures;
    private long _throttles;
    private int _peakBusy;
    private int _peakWaiting;
    private double _busySeconds;
    private double _last;
    private int _busy;
    private int _waiting;
    private int _alive;
    private double _nextSample;

    public void CountAttempt(double waited, double billed)
    {
        _attempts++;
        _waited += waited;
        _billed += billed;
    }

    public void CountFailure() => _failures++;

    public void CountThrottle() => _throttles++;

    public void CountArchive(double latency) => _latencies.Add(latency);

    public void CountDeadLetter(string reason) => _deadLetters[reason] = _deadLetters.GetValueOrDefault(reason) + 1;

    /// <summary>Takes note of how things stand after a step; until then they stood as after the one before.</summary>
    public void Observe(double now, int waiting, SimulatedEnvironments pool)
    {
        for (; _nextSample <= now; _nextSample += model.SampleSeconds)
        {
            _samples.Add(new SimulationSample(_nextSample, _waiting, _busy, _alive));
        }

        _busySeconds += (now - _last) * _busy;
        (_last, _busy, _waiting, _alive) = (now, pool.Busy, waiting, pool.Alive);
        _peakBusy = Math.Max(_peakBusy, _busy);
        _peakWaiting = Math.Max(_peakWaiting, waiting);
    }

    /// <summary>Draws up the result.</summary>
    public SimulationResult Close(FileStates files, SimulatedEnvironments pool, PrefixLimiter s3)
    {
        var latencies = _latencies.ToArray();
        Array.Sort(latencies);
        return new SimulationResult
        {
            Model = model,
            Files = files.Count,
            Archived = files.Number(FileState.Archived),
            DeadLetters = _deadLetters,
            Lost = files.Number(FileState.Waiting),
            Latencies = latencies,
            MeanWaitSeconds = _attempts == 0 ? 0 : _waited / _attempts,
            Attempts = _attempts,
            Failures = _failures,
            Throttles = _throttles,
            ColdStarts = pool.ColdStarts,
            PeakConcurrency = _peakBusy,
            PeakWaiting = _peakWaiting,
            MeanBusy = _last == 0 ? 0 : _busySeconds / _last,
            BilledSeconds = _billed,
            S3Refusals = s3.Refused,
            Partitions = s3.Partitions,
            EndSeconds = _last,
            Samples = _samples,
        };
    }
}
