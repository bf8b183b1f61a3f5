using Compressor.Cli.Local.Invocations;

namespace Compressor.Cli.Local.Queue;

/// <summary>
/// The events that wait: those that are due, in order, and those that wait for their next attempt. Its user holds a lock.
/// </summary>
/// <param name="limit">How many it holds; an event that waits for its next attempt is never turned away.</param>
internal sealed class EventBacklog(int limit)
{
    private readonly Queue<QueuedEvent> _ready = new();
    private readonly PriorityQueue<QueuedEvent, DateTimeOffset> _later = new();

    /// <summary>How many are due.</summary>
    public int Ready => _ready.Count;

    /// <summary>How many wait for their next attempt.</summary>
    public int Later => _later.Count;

    /// <summary>Adds an event that is due, if it fits.</summary>
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

    /// <summary>Returns the first event that is due, which stays, or null.</summary>
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

    /// <summary>Marks all that are due as throttled, and returns the request ids of those that were not.</summary>
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

    /// <summary>Returns how long until an event is due or has waited too long; at least one millisecond.</summary>
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

    /// <summary>Attempts that failed so far.</summary>
    public int Failures { get; set; }

    /// <summary>The last attempt's end; null before the first.</summary>
    public InvocationResult? Last { get; set; }

    /// <summary>Whether the attempt at hand has found no environment.</summary>
    public bool Throttled { get; set; }
}
