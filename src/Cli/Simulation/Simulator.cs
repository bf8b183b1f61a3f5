using Compressor.Cli.Simulation.Model;

namespace Compressor.Cli.Simulation;

/// <summary>
/// A discrete-event simulation of the pipeline: it jumps from one event to the next and keeps the account of every file. Runs until
/// every file has ended, however long that takes in simulated time.
/// </summary>
internal sealed class Simulator
{
    private const double FirstBackoffSeconds = 1;
    private const double LongestBackoffSeconds = 300;

    private readonly PipelineModel _model;
    private readonly EnvironmentPool _pool;
    private readonly PrefixLimiter _s3;
    private readonly SimulationLedger _ledger;
    private readonly FileStates _files = new();
    private readonly PriorityQueue<Step, double> _steps = new();
    private readonly Queue<(int File, double Since)> _waiting = new();
    private readonly RandomStream _durations;
    private readonly RandomStream _faults;
    private readonly RandomStream _network;
    private readonly IEnumerator<double> _uploads;
    private bool _startScheduled;
    private int _later;

    private Simulator(PipelineModel model)
    {
        _model = model;
        _pool = new EnvironmentPool(model);
        _s3 = new PrefixLimiter(model);
        _ledger = new SimulationLedger(model);
        (_durations, _faults, _network) = (new RandomStream(model.Seed, 2), new RandomStream(model.Seed, 3), new RandomStream(model.Seed, 4));
        _uploads = model.Arrivals.Times(new RandomStream(model.Seed, 1)).GetEnumerator();
    }

    private enum Kind : byte
    {
        Upload,
        Notified,
        Ready,
        Finished,
        EnvironmentMayStart,
    }

    /// <summary>Runs a model to its end.</summary>
    public static SimulationResult Run(PipelineModel model, CancellationToken cancellationToken = default)
    {
        var simulator = new Simulator(model);
        simulator.ScheduleUpload();
        var now = 0.0;
        for (var count = 0L; simulator._steps.TryDequeue(out var step, out now); count++)
        {
            if ((count & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            simulator.Do(step, now);
            simulator._ledger.Observe(now, simulator._waiting.Count + simulator._later, simulator._pool);
        }

        return simulator._ledger.Close(simulator._files, simulator._pool, simulator._s3);
    }

    private void Do(Step step, double now)
    {
        switch (step.Kind)
        {
            case Kind.Upload:
                var file = _files.Add(now);
                ScheduleUpload();
                _steps.Enqueue(new Step(Kind.Notified, file, false, 0), now + _model.NotificationSeconds);
                break;
            case Kind.Notified:
                Ready(step.File, now, now);
                break;
            case Kind.Ready:
                _later--;
                Ready(step.File, step.Since, now);
                break;
            case Kind.Finished:
                Finish(step.File, step.Failed, now);
                Serve(now);
                break;
            default:
                _startScheduled = false;
                Serve(now);
                break;
        }
    }

    /// <summary>An event is to be tried: at once if an environment is free and nobody is before it.</summary>
    private void Ready(int file, double since, double now)
    {
        if (IsTooOld(file, now))
        {
            return;
        }

        if (_waiting.Count == 0 && _pool.TryTake(now, out var cold))
        {
            Start(file, since, cold, now);
            return;
        }

        _ledger.CountThrottle();
        if (_model.Queue == QueueDiscipline.Fifo)
        {
            _waiting.Enqueue((file, since));
            ScheduleStart(now);
        }
        else
        {
            var wait = Math.Min(LongestBackoffSeconds, FirstBackoffSeconds * Math.Pow(2, _files.CountThrottle(file)));
            Later(new Step(Kind.Ready, file, false, since), now + wait);
        }
    }

    /// <summary>Takes from the queue what can be taken.</summary>
    private void Serve(double now)
    {
        while (_waiting.TryPeek(out var next))
        {
            if (IsTooOld(next.File, now))
            {
                _waiting.Dequeue();
            }
            else if (_pool.TryTake(now, out var cold))
            {
                _waiting.Dequeue();
                Start(next.File, next.Since, cold, now);
            }
            else
            {
                ScheduleStart(now);
                return;
            }
        }
    }

    private void Start(int file, double since, bool cold, double now)
    {
        _files.ClearThrottles(file);
        var init = cold ? _model.InitSeconds : 0;
        var duration = _model.Durations.Sample(_durations);
        var failed = _faults.Uniform() < _model.FaultRate || IsPoison(file);
        if (_model.Outage is { } outage && now + init < outage.End && now + init + duration > outage.Start)
        {
            failed = true;
        }
        else if (!failed)
        {
            failed = !TrySendRequests(now + init, ref duration);
        }

        _ledger.CountAttempt(now - since, init + duration);
        _steps.Enqueue(new Step(Kind.Finished, file, failed, now), now + init + duration);

    }

    /// <summary>The GET at the start and the PUT at the end; refusals make the invocation longer, or fail it.</summary>
    private bool TrySendRequests(double start, ref double duration)
    {
        var key = _network.Below(256);
        if (_s3.Send(start, writes: false, key, _network) is not { } read)
        {
            return false;
        }

        duration += read;
        if (_s3.Send(start + duration, writes: true, key, _network) is not { } written)
        {
            return false;
        }

        duration += written;
        return true;
    }

    private void Finish(int file, bool failed, double now)
    {
        _pool.Return(now);
        if (!failed)
        {
            _files.End(file, FileState.Archived);
            _ledger.CountArchive(now - _files.Uploaded(file));
            return;
        }

        _ledger.CountFailure();
        var failures = _files.CountFailure(file);
        if (failures > _model.RetrySeconds.Count)
        {
            _files.End(file, FileState.DeadLetter);
            _ledger.CountDeadLetter("RetriesExhausted");
        }
        else
        {
            var at = now + _model.RetrySeconds[failures - 1];
            Later(new Step(Kind.Ready, file, false, at), at);
        }
    }

    private bool IsTooOld(int file, double now)
    {
        if (now - _files.Uploaded(file) - _model.NotificationSeconds <= _model.MaximumEventAgeSeconds)
        {
            return false;
        }

        _files.End(file, FileState.DeadLetter);
        _ledger.CountDeadLetter("EventAgeExceeded");
        return true;
    }

    /// <summary>The same files fail at every attempt, whatever else changes.</summary>
    private bool IsPoison(int file) =>
        _model.FailureRate > 0 && new RandomStream(_model.Seed, 1_000_003 + (ulong)file).Uniform() < _model.FailureRate;

    private void ScheduleUpload()
    {
        if (_uploads.MoveNext())
        {
            _steps.Enqueue(new Step(Kind.Upload, 0, false, 0), _uploads.Current);
        }
    }

    private void ScheduleStart(double now)
    {
        if (!_startScheduled && _pool.NextStart(now) is { } at)
        {
            _startScheduled = true;
            // A little later than the moment itself, so that rounding does not leave the allowance a hair short of one.
            _steps.Enqueue(new Step(Kind.EnvironmentMayStart, 0, false, 0), at + 1e-6);
        }
    }

    private void Later(Step step, double at)
    {
        _later++;
        _steps.Enqueue(step, at);
    }

    /// <param name="Kind">What happens.</param>
    /// <param name="File">To which file.</param>
    /// <param name="Failed">Whether the invocation that ends failed.</param>
    /// <param name="Since">Since when the event could have been taken.</param>
    private readonly record struct Step(Kind Kind, int File, bool Failed, double Since);
}
