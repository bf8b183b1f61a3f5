using Compressor.Cli.Capacity.Simulation.Model;

namespace Compressor.Cli.Capacity.Simulation;

/// <summary>
/// A discrete-event simulation of the pipeline: it jumps from one event to the next and keeps the account of every file. It runs until
/// every file has ended, however long that takes in simulated time.
/// </summary>
internal sealed class Simulator
{
    private const double FirstBackoffSeconds = 1;
    private const double MaxBackoffSeconds = 300;

    private readonly PipelineModel _model;
    private readonly SimulatedEnvironments _pool;
    private readonly PrefixLimiter _s3;
    private readonly SimulationResult _result;
    private readonly FileStates _files = new();
    private readonly Agenda _agenda = new();
    private readonly Queue<(int File, double Since)> _waiting = new();
    private readonly Attempts _attempts;
    private readonly IEnumerator<double> _uploads;
    private bool _startScheduled;

    private Simulator(PipelineModel model)
    {
        _model = model;
        _pool = new SimulatedEnvironments(model);
        _s3 = new PrefixLimiter(model);
        _result = new SimulationResult(model);
        _attempts = new Attempts(model, _s3);
        _uploads = model.Arrivals.Times(new RandomStream(model.Seed, 1)).GetEnumerator();
    }

    /// <summary>Runs a model to its end.</summary>
    public static SimulationResult Run(PipelineModel model, CancellationToken cancellationToken = default) =>
        model.EventQueue is { } queue
            ? QueueSimulator.Run(model, queue, cancellationToken)
            : RunDirect(model, cancellationToken);

    private static SimulationResult RunDirect(PipelineModel model, CancellationToken cancellationToken)
    {
        var simulator = new Simulator(model);
        simulator.ScheduleUpload();
        var now = 0.0;
        for (var count = 0L; simulator._agenda.TryTake(out var step, out now); count++)
        {
            if ((count & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            simulator.Do(step, now);
            simulator._result.Observe(now, simulator._waiting.Count + simulator._agenda.PutOff, simulator._pool);
        }

        return simulator._result.Close(simulator._files, simulator._pool, simulator._s3);
    }

    private void Do(Step step, double now)
    {
        switch (step.Kind)
        {
            case StepKind.Upload:
                var file = _files.Add(now);
                ScheduleUpload();
                _agenda.Add(new Step(StepKind.Notified, file), now + _model.NotificationSeconds);
                break;
            case StepKind.Notified:
                Ready(step.File, now, now);
                break;
            case StepKind.Ready:
                Ready(step.File, step.Since, now);
                break;
            case StepKind.Finished:
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

        _result.CountThrottle();
        if (_model.Queue == QueueDiscipline.Fifo)
        {
            _waiting.Enqueue((file, since));
            ScheduleStart(now);
        }
        else
        {
            var wait = Math.Min(MaxBackoffSeconds, FirstBackoffSeconds * Math.Pow(2, _files.CountThrottle(file)));
            _agenda.Add(new Step(StepKind.Ready, file, Since: since), now + wait);
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
        var (seconds, failed) = _attempts.Make(file, now + init);
        _result.CountAttempt(now - since, init + seconds);
        _agenda.Add(new Step(StepKind.Finished, file, failed, now), now + init + seconds);
    }

    private void Finish(int file, bool failed, double now)
    {
        _pool.Return(now);
        if (!failed)
        {
            _files.End(file, FileState.Archived);
            _result.CountArchive(now - _files.Uploaded(file));
            return;
        }

        _result.CountFailure();
        var failures = _files.CountFailure(file);
        if (failures > _model.RetrySeconds.Count)
        {
            _files.End(file, FileState.DeadLetter);
            _result.CountDeadLetter(SimulationResult.Failed);
        }
        else
        {
            var at = now + _model.RetrySeconds[failures - 1];
            _agenda.Add(new Step(StepKind.Ready, file, Since: at), at);
        }
    }

    private bool IsTooOld(int file, double now)
    {
        if (now - _files.Uploaded(file) - _model.NotificationSeconds <= _model.MaxEventAgeSeconds)
        {
            return false;
        }

        _files.End(file, FileState.DeadLetter);
        _result.CountDeadLetter(SimulationResult.TooOld);
        return true;
    }

    private void ScheduleUpload()
    {
        if (_uploads.MoveNext())
        {
            _agenda.Add(new Step(StepKind.Upload), _uploads.Current);
        }
    }

    private void ScheduleStart(double now)
    {
        if (!_startScheduled && _pool.NextStart(now) is { } at)
        {
            _startScheduled = true;
            // A microsecond late, so that rounding does not leave the allowance just under one.
            _agenda.Add(new Step(StepKind.EnvironmentMayStart), at + 1e-6);
        }
    }
}
