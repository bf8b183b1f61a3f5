using Compressor.Cli.Local.Invocations;

namespace Compressor.Cli.Local.Queue;

/// <summary>
/// The events that wait: those that are due, in order, and those that wait for their next attempt. Not safe for concurrent use.
/// </summary>
/// <param name="limit">How many events it takes. An event that comes back for its next attempt is always taken.</param>
internal sealed class EventBacklog(int limit)
{
    private readonly Queue<QueuedEvent> _ready = new();
    private readonly PriorityQueue<QueuedEvent, DateTimeOffset> _later = new();

    /// <summary>How many are due.</summary>
    public int Ready => _ready.Count;

    /// <summary>How many wait for their next attempt.</summary>
    public int Later => _later.Count;

    /// <summary>Adds an event that is due, unless the backlog is full.</summary>
    public bool TryAdd(QueuedEvent queued)
    {
        if (_ready.Count + _later.Count >= limit)
        {
            return false;
        }

        _ready.Enqueue(queued);
        return true;
    }

    /// <summary>Adds an event for another attempt.</summary>
    public void AddLater(QueuedEvent queued, DateTimeOffset due)
    {
        queued.Throttled = false;
        _later.Enqueue(queued, due);
    }

    /// <summary>Returns the first event that is due, without taking it; null where none is.</summary>
    public QueuedEvent? Next(DateTimeOffset now)
    {
        while (_later.TryPeek(out _, out var due) && due <= now)
        {
            _ready.Enqueue(_later.Dequeue());
        }

        return _ready.TryPeek(out var next) ? next : null;
    }

    /// <summary>Takes what <see cref="Next"/> returned.</summary>
    public QueuedEvent Take() => _ready.Dequeue();

    /// <summary>Marks all due events as throttled. Returns the request ids of those that were not marked before.</summary>
    public IReadOnlyList<string> Throttle()
    {
        List<string> ids = [];
        foreach (var waiting in _ready.Where(waiting => !waiting.Throttled))
        {
            waiting.Throttled = true;
            ids.Add(waiting.Invocation.RequestId);
        }

        return ids;
    }

    /// <summary>Returns the time until an event is due or has waited too long, at least one millisecond.</summary>
    public TimeSpan UntilNext(DateTimeOffset now, TimeSpan eventAge)
    {
        var expires = _ready.TryPeek(out var oldest) ? oldest.Received + eventAge : DateTimeOffset.MaxValue;
        var next = _later.TryPeek(out _, out var soonest) && soonest < expires ? soonest : expires;
        return TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling((next - now).TotalMilliseconds), 1, int.MaxValue - 1));
    }
}

/// <summary>An event of the asynchronous queue.</summary>
/// <param name="invocation">The invocation; a retry repeats it with its request id.</param>
/// <param name="received">When the queue took it.</param>
internal sealed class QueuedEvent(Invocation invocation, DateTimeOffset received)
{
    public Invocation Invocation => invocation;

    public DateTimeOffset Received => received;

    /// <summary>How many attempts have failed so far.</summary>
    public int Failures { get; set; }

    /// <summary>How the last attempt ended; null before the first.</summary>
    public InvocationResult? Last { get; set; }

    /// <summary>Whether its present attempt found no free environment.</summary>
    public bool Throttled { get; set; }
}
