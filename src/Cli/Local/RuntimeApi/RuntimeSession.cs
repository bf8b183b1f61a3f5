using Compressor.Cli.Local.Invocations;

namespace Compressor.Cli.Local.RuntimeApi;

/// <summary>What the Runtime API answers when the runtime posts something.</summary>
internal enum RuntimeAnswer
{
    /// <summary>202.</summary>
    Accepted,

    /// <summary>400: it is not the id of the present invocation.</summary>
    InvalidRequestId,

    /// <summary>403: the runtime may not post that now.</summary>
    InvalidState,
}

/// <summary>An invocation as the runtime gets it.</summary>
/// <param name="Invocation">The invocation.</param>
/// <param name="Deadline">When its time runs out.</param>
internal sealed record HandedOut(Invocation Invocation, DateTimeOffset Deadline);

/// <summary>One runtime process's conversation with the Runtime API, from its start to its end. Safe for concurrent use.</summary>
/// <remarks>
/// An invocation is over when the runtime has answered and asks for the next one: what it does in between counts, as on Lambda.
/// </remarks>
internal sealed class RuntimeSession
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _initialized = NewSource();
    private readonly TaskCompletionSource<InvocationEnd> _initFailed = NewSource<InvocationEnd>();
    private TaskCompletionSource<HandedOut>? _poll;
    private HandedOut? _current;
    private bool _delivered;
    private InvocationEnd? _answer;
    private TaskCompletionSource<InvocationEnd>? _over;
    private bool _ended;

    /// <summary>Completes when the runtime first asks for an invocation.</summary>
    public Task Initialized => _initialized.Task;

    /// <summary>Completes when the runtime reports that it cannot initialise.</summary>
    public Task<InvocationEnd> InitFailed => _initFailed.Task;

    /// <summary>Waits for an invocation. Null: the runtime may not ask now, as it owes an answer or another request waits.</summary>
    /// <exception cref="OperationCanceledException">The runtime went away, or the session has ended.</exception>
    public async Task<HandedOut?> NextAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<HandedOut> poll;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            if ((_delivered && _answer is null) || _poll is { Task.IsCompleted: false } || _initFailed.Task.IsCompleted)
            {
                return null;
            }

            if (_answer is { } answer)
            {
                var over = _over!;
                (_current, _delivered, _answer, _over) = (null, false, null, null);
                over.SetResult(answer);
            }

            _poll = poll = NewSource<HandedOut>();
            Deliver();
            _initialized.TrySetResult();
        }

        await using (cancellationToken.Register(() => poll.TrySetCanceled(cancellationToken)))
        {
            return await poll.Task;
        }
    }

    /// <summary>Hands an invocation to the runtime, now or when it asks. The task completes when the invocation is over.</summary>
    public Task<InvocationEnd> HandOut(HandedOut invocation)
    {
        lock (_lock)
        {
            _current = invocation;
            _over = NewSource<InvocationEnd>();
            Deliver();
            return _over.Task;
        }
    }

    /// <summary>Takes the runtime's answer to an invocation, a response or an error.</summary>
    public RuntimeAnswer Answer(string requestId, InvocationEnd end)
    {
        lock (_lock)
        {
            if (!_delivered || _current!.Invocation.RequestId != requestId)
            {
                return RuntimeAnswer.InvalidRequestId;
            }

            if (_answer is not null)
            {
                return RuntimeAnswer.InvalidState;
            }

            _answer = end;
            return RuntimeAnswer.Accepted;
        }
    }

    /// <summary>Takes the runtime's report that it cannot initialise.</summary>
    public RuntimeAnswer FailInit(InvocationEnd end)
    {
        lock (_lock)
        {
            return !_initialized.Task.IsCompleted && _initFailed.TrySetResult(end) ? RuntimeAnswer.Accepted : RuntimeAnswer.InvalidState;
        }
    }

    /// <summary>Ends the session: its process is gone, or will be.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            _poll?.TrySetCanceled();
        }
    }

    private void Deliver()
    {
        if (_current is not null && !_delivered && _poll is not null)
        {
            _delivered = _poll.TrySetResult(_current);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
