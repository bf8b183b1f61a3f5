using Compressor.Cli.Local.Invocations;

namespace Compressor.Cli.Local;

/// <summary>Counts a local Lambda's events. Safe for concurrent use.</summary>
internal sealed class LocalLambdaCounters
{
    private long _accepted;
    private long _done;
    private long _failed;
    private long _bytesIn;
    private long _bytesOut;
    private long _objects;
    private long _coldStarts;
    private long _throttles;
    private long _deadLetters;
    private long _lost;
    private long _dropped;

    /// <summary>Counts an event.</summary>
    public void Add(LocalLambdaEvent happened)
    {
        switch (happened)
        {
            case EventAccepted:
                Interlocked.Increment(ref _accepted);
                break;
            case EventThrottled:
                Interlocked.Increment(ref _throttles);
                break;
            case EventDeadLettered:
                Interlocked.Increment(ref _deadLetters);
                break;
            case EventLost:
                Interlocked.Increment(ref _lost);
                break;
            case EventDropped:
                Interlocked.Increment(ref _dropped);
                break;
            case EnvironmentStarted:
                Interlocked.Increment(ref _coldStarts);
                break;
            case InvocationFinished finished:
                Interlocked.Increment(ref finished.ErrorType is null ? ref _done : ref _failed);
                Interlocked.Add(ref _bytesIn, finished.Outcomes.Sum(outcome => outcome.BytesIn));
                Interlocked.Add(ref _bytesOut, finished.Outcomes.Sum(outcome => outcome.BytesOut));
                Interlocked.Add(ref _objects, finished.Outcomes.Count);
                break;
        }
    }

    /// <summary>The counters now, with what is queued and running.</summary>
    public LocalLambdaSnapshot Snapshot(int queued, int waiting, int running) => new(
        Interlocked.Read(ref _accepted),
        queued,
        waiting,
        running,
        Interlocked.Read(ref _done),
        Interlocked.Read(ref _failed),
        Interlocked.Read(ref _bytesIn),
        Interlocked.Read(ref _bytesOut),
        Interlocked.Read(ref _objects),
        Interlocked.Read(ref _coldStarts),
        Interlocked.Read(ref _throttles),
        Interlocked.Read(ref _deadLetters),
        Interlocked.Read(ref _lost),
        Interlocked.Read(ref _dropped));
}

/// <summary>A local Lambda's counters at one moment.</summary>
/// <param name="Accepted">Events that the queue accepted.</param>
/// <param name="Queued">Events that wait: for an environment, or for their next attempt.</param>
/// <param name="Waiting">How many of them wait for their next attempt after an error.</param>
/// <param name="Running">Invocations that run now.</param>
/// <param name="Done">Invocations that ended well.</param>
/// <param name="Failed">Invocations that failed; a retry counts again.</param>
/// <param name="BytesIn">Bytes that the function says it has read.</param>
/// <param name="BytesOut">Bytes that the function says it has stored.</param>
/// <param name="Objects">Objects that the function says it has handled.</param>
/// <param name="ColdStarts">Environments that were initialised.</param>
/// <param name="Throttles">Attempts that found no free environment.</param>
/// <param name="DeadLetters">Events that the dead-letter queue has taken.</param>
/// <param name="Lost">Events that were given up and that the dead-letter queue did not take.</param>
/// <param name="Dropped">Events that the full queue dropped.</param>
public sealed record LocalLambdaSnapshot(
    long Accepted,
    int Queued,
    int Waiting,
    int Running,
    long Done,
    long Failed,
    long BytesIn,
    long BytesOut,
    long Objects,
    long ColdStarts,
    long Throttles,
    long DeadLetters,
    long Lost,
    long Dropped);
