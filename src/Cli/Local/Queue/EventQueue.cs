using Compressor.Cli.Local.DeadLetters;
using Compressor.Cli.Local.Environments;
using Compressor.Cli.Local.Invocations;

namespace Compressor.Cli.Local.Queue;

/// <summary>
/// Lambda's queue of asynchronous events: attempts, retries, throttling, age, and what happens to those given up. A throttled event keeps
/// its place and is tried as soon as an environment is free, where AWS polls again after 1 s to 5 min.
/// </summary>
internal sealed class EventQueue : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly LocalLambdaOptions _options;
    private readonly EnvironmentPool _pool;
    private readonly Func<ExecutionEnvironment, Invocation, Task<InvocationResult>> _invoke;
    private readonly DeadLetterQueue _deadLetters;
    private readonly Action<LocalLambdaEvent> _happened;
    private readonly EventBacklog _backlog;
    private readonly SemaphoreSlim _changed = new(0);
    private readonly CancellationTokenSource _closing = new();
    private readonly HashSet<Task> _running = [];
    private readonly Task _dispatching;

    public EventQueue(
        LocalLambdaOptions options,
        EnvironmentPool pool,
        Func<ExecutionEnvironment, Invocation, Task<InvocationResult>> invoke,
        DeadLetterQueue deadLetters,
        Action<LocalLambdaEvent> happened)
    {
        (_options, _pool, _invoke, _deadLetters, _happened) = (options, pool, invoke, deadLetters, happened);
        _backlog = new(options.QueueLimit ?? int.MaxValue);
        pool.Returned += Wake;
        _dispatching = DispatchAsync(_closing.Token);
    }

    /// <summary>How many events wait for an environment, wait for their next attempt, or are attempted or given up now.</summary>
    public (int Ready, int Later, int Working) Counts
    {
        get
        {
            lock (_lock)
            {
                return (_backlog.Ready, _backlog.Later, _running.Count);
            }
        }
    }

    /// <summary>Takes an event, or drops it if the queue is full. Its sender does not learn which.</summary>
    public void Add(Invocation invocation)
    {
        _happened(new EventAccepted(invocation.RequestId));
        bool fits;
        lock (_lock)
        {
            fits = _backlog.TryAdd(new(invocation, DateTimeOffset.UtcNow));
        }

        if (!fits)
        {
            _happened(new EventDropped(invocation.RequestId));
        }

        Wake();
    }

    /// <summary>
    /// Starts no more attempts, and waits for those that run, so end the environments first. Queued events are dropped.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _dispatching;
        Task[] running;
        lock (_lock)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running);
        _pool.Returned -= Wake;
        _closing.Dispose();
        _changed.Dispose();
    }

    private void Wake() => _changed.Release();

    private async Task DispatchAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var pause = StartDueAttempts();
            try
            {
                await _changed.WaitAsync(pause, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Starts every attempt that is due and has an environment. Returns how long until the next one is due.</summary>
    private TimeSpan StartDueAttempts()
    {
        lock (_lock)
        {
            var now = DateTimeOffset.UtcNow;
            while (_backlog.Next(now) is { } next)
            {
                if (_options.EffectiveConcurrency == 0 || now - next.Received > _options.EffectiveEventAge)
                {
                    Start(GiveUpAsync(
                        _backlog.Take(),
                        _options.EffectiveConcurrency == 0 ? DeadLetter.ZeroReservedConcurrency : DeadLetter.EventAgeExceeded));
                }
                else if (_pool.TryTake(next.Invocation.Function) is { } environment)
                {
                    Start(AttemptAsync(_backlog.Take(), environment));
                }
                else
                {
                    break;
                }
            }

            foreach (var id in _backlog.Throttle())
            {
                _happened(new EventThrottled(id, Waits: true));
            }

            return _backlog.UntilNext(now, _options.EffectiveEventAge);
        }
    }

    /// <summary>Counts a task as running until it has ended. Called with the lock held; the task itself runs on the pool.</summary>
    private void Start(Task task)
    {
        _running.Add(task);
        _ = task.ContinueWith(
            ended =>
            {
                lock (_lock)
                {
                    _running.Remove(ended);
                }
            },
            TaskScheduler.Default);
    }

    private async Task AttemptAsync(QueuedEvent queued, ExecutionEnvironment environment)
    {
        await Task.Yield();
        InvocationResult result;
        try
        {
            result = await _invoke(environment, queued.Invocation);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (!result.Failed)
        {
            return;
        }

        queued.Last = result;
        queued.Failures++;
        var delay = _options.RetryDelay(queued.Failures);
        if (queued.Failures > _options.Deployment.MaximumRetryAttempts)
        {
            await GiveUpAsync(queued, DeadLetter.RetriesExhausted);
        }
        else if (DateTimeOffset.UtcNow + delay - queued.Received > _options.EffectiveEventAge)
        {
            await GiveUpAsync(queued, DeadLetter.EventAgeExceeded);
        }
        else
        {
            lock (_lock)
            {
                _backlog.AddLater(queued, DateTimeOffset.UtcNow + delay);
            }

            _happened(new EventRetried(queued.Invocation.RequestId, queued.Failures, delay.TotalSeconds));
            Wake();
        }
    }

    private async Task GiveUpAsync(QueuedEvent queued, string condition)
    {
        await Task.Yield();
        await _deadLetters.GiveUpAsync(new(queued.Invocation, condition, queued.Failures, queued.Last), _closing.Token);
    }
}
