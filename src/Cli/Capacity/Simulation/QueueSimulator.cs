using Compressor.Cli.Capacity.Planning;
using Compressor.Cli.Capacity.Simulation.Model;

namespace Compressor.Cli.Capacity.Simulation;

/// <summary>
/// Simulates queue mode: messages wait in SQS, an event source mapping hands them over in batches as it scales, and messages that failed
/// come again after the visibility timeout until they were received too often.
/// </summary>
internal sealed class QueueSimulator
{
    private readonly PipelineModel _model;
    private readonly EventQueueSetup _queue;
    private readonly SimulatedEnvironments _pool;
    private readonly PrefixLimiter _s3;
    private readonly SimulationResult _result;
    private readonly FileStates _files = new();
    private readonly Agenda _agenda = new();
    private readonly Queue<(int File, double Since)> _visible = new();
    private readonly Dictionary<int, (double Received, List<(int File, bool Failed)> Files)> _batches = [];
    private readonly Attempts _attempts;
    private readonly IEnumerator<double> _uploads;
    private readonly int _maxBatches;
    private int _batchCount;
    private int _working;
    private double _allowed = EventQueueSetup.BatchesAtFirst;
    private double _scaled;
    private bool _behind;
    private bool _lookScheduled;

    private QueueSimulator(PipelineModel model, EventQueueSetup queue)
    {
        (_model, _queue, _maxBatches) = (model, queue, queue.MaxBatches(model.Concurrency));
        _pool = new SimulatedEnvironments(model);
        _s3 = new PrefixLimiter(model);
        _result = new SimulationResult(model);
        _attempts = new Attempts(model, _s3);
        _uploads = model.Arrivals.Times(new RandomStream(model.Seed, 1)).GetEnumerator();
    }

    /// <summary>Runs a model to its end.</summary>
    public static SimulationResult Run(PipelineModel model, EventQueueSetup queue, CancellationToken cancellationToken)
    {
        var simulator = new QueueSimulator(model, queue);
        simulator.ScheduleUpload();
        for (var count = 0L; simulator._agenda.TryTake(out var step, out var now); count++)
        {
            if ((count & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            simulator.Do(step, now);
            simulator._result.Observe(now, simulator._visible.Count + simulator._agenda.PutOff, simulator._pool);
        }

        return simulator._result.Close(simulator._files, simulator._pool, simulator._s3);
    }

    private void Do(Step step, double now)
    {
        switch (step.Kind)
        {
            case StepKind.Upload:
                _agenda.Add(new Step(StepKind.Notified, _files.Add(now)), now + _model.NotificationSeconds);
                ScheduleUpload();
                return;
            case StepKind.Notified or StepKind.Ready:
                _visible.Enqueue((step.File, now));
                break;
            case StepKind.Finished:
                Finish(step.File, now);
                break;
            default:
                _lookScheduled = false;
                break;
        }

        HandOver(now);
    }

    /// <summary>Hands over as many batches as the mapping, its window and the environments allow.</summary>
    private void HandOver(double now)
    {
        Scale(now);
        _behind = false;
        while (_visible.TryPeek(out var oldest))
        {
            var due = oldest.Since + _queue.WindowSeconds;
            if (_visible.Count < _queue.BatchSize && due > now)
            {
                Look(due);
                return;
            }

            if (FreeInFlight == 0)
            {
                // Nothing is received until what failed becomes visible again.
                return;
            }

            if (_batches.Count >= (int)_allowed || !_pool.TryTake(now, out var cold))
            {
                _behind = true;

                // A little later the mapping polls with more, or an environment may start.
                Look(now + 1);
                return;
            }

            Start(cold, now);
        }
    }

    /// <summary>
    /// More batches at once while messages wait for one, fewer when none do. AWS gives no rate for the way down: it is taken to be the
    /// same.
    /// </summary>
    private void Scale(double now)
    {
        var change = (now - _scaled) * EventQueueSetup.MoreBatchesAMinute / 60;
        var first = Math.Min(EventQueueSetup.BatchesAtFirst, _maxBatches);
        _allowed = Math.Clamp(_behind ? _allowed + change : _allowed - change, first, _maxBatches);
        _scaled = now;
    }

    /// <summary>How many more messages SQS hands over: those at work and those that failed and are hidden are in flight.</summary>
    private int FreeInFlight => Math.Max(0, EventQueueSetup.MessagesInFlight - _working - _agenda.PutOff);

    private void Start(bool cold, double now)
    {
        var start = now + (cold ? _model.InitSeconds : 0);
        var busy = 0.0;
        var files = new List<(int File, bool Failed)>(_queue.BatchSize);
        var room = Math.Min(_queue.BatchSize, FreeInFlight);
        while (files.Count < room && _visible.TryDequeue(out var next))
        {
            var (seconds, failed) = _attempts.Make(next.File, start + busy);
            busy += Math.Max(0, seconds - _model.WaitingSeconds);
            files.Add((next.File, failed));
            _result.CountAttempt(now - next.Since, 0);
        }

        var end = start + busy + _model.WaitingSeconds;
        _result.CountBatch(end - now);
        _working += files.Count;
        _batches.Add(++_batchCount, (now, files));
        _agenda.Add(new Step(StepKind.Finished, _batchCount), end);
    }

    private void Finish(int batch, double now)
    {
        _pool.Return(now);
        _batches.Remove(batch, out var ended);
        _working -= ended.Files.Count;
        foreach (var (file, failed) in ended.Files)
        {
            if (!failed)
            {
                _files.End(file, FileState.Archived);
                _result.CountArchive(now - _files.Uploaded(file));
                continue;
            }

            _result.CountFailure();
            if (_files.CountFailure(file) >= _queue.MaxReceiveCount)
            {
                _files.End(file, FileState.DeadLetter);
                _result.CountDeadLetter(EventQueueSetup.ReceivedTooOften);
            }
            else
            {
                _agenda.Add(new Step(StepKind.Ready, file), Math.Max(now, ended.Received + _queue.VisibilitySeconds));
            }
        }
    }

    private void ScheduleUpload()
    {
        if (_uploads.MoveNext())
        {
            _agenda.Add(new Step(StepKind.Upload), _uploads.Current);
        }
    }

    private void Look(double at)
    {
        if (!_lookScheduled)
        {
            _lookScheduled = true;
            _agenda.Add(new Step(StepKind.EnvironmentMayStart), at + 1e-6);
        }
    }
}
