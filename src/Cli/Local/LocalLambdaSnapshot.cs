using Compressor.Cli.Local.Invocations;

namespace Compressor.Cli.Local;

/// <summary>A local Lambda's counters at one moment.</summary>
public sealed record LocalLambdaSnapshot
{
    /// <summary>Events that the queue accepted.</summary>
    public long Accepted { get; init; }

    /// <summary>Events that wait: for an environment, or for their next attempt.</summary>
    public int Queued { get; init; }

    /// <summary>How many of them wait for their next attempt after an error.</summary>
    public int Waiting { get; init; }

    /// <summary>Invocations that run now.</summary>
    public int Running { get; init; }

    /// <summary>Invocations that ended well.</summary>
    public long Done { get; init; }

    /// <summary>Invocations that failed; a retry counts again.</summary>
    public long Failed { get; init; }

    /// <summary>Bytes that the function says it has read.</summary>
    public long BytesIn { get; init; }

    /// <summary>Bytes that the function says it has stored.</summary>
    public long BytesOut { get; init; }

    /// <summary>Objects that the function says it has handled.</summary>
    public long Objects { get; init; }

    /// <summary>Environments that were initialised.</summary>
    public long ColdStarts { get; init; }

    /// <summary>Attempts that found no free environment.</summary>
    public long Throttles { get; init; }

    /// <summary>Events that the dead-letter queue has taken.</summary>
    public long DeadLetters { get; init; }

    /// <summary>Events that were given up and that the dead-letter queue did not take.</summary>
    public long Lost { get; init; }

    /// <summary>Events that the full queue dropped.</summary>
    public long Dropped { get; init; }

    /// <summary>Returns the counters after one more event.</summary>
    internal LocalLambdaSnapshot Add(LocalLambdaEvent happened) => happened switch
    {
        EventAccepted => this with { Accepted = Accepted + 1 },
        EventThrottled => this with { Throttles = Throttles + 1 },
        EventDeadLettered => this with { DeadLetters = DeadLetters + 1 },
        EventLost => this with { Lost = Lost + 1 },
        EventDropped => this with { Dropped = Dropped + 1 },
        EnvironmentStarted => this with { ColdStarts = ColdStarts + 1 },
        InvocationFinished finished => this with
        {
            Done = Done + (finished.ErrorType is null ? 1 : 0),
            Failed = Failed + (finished.ErrorType is null ? 0 : 1),
            BytesIn = BytesIn + finished.Outcomes.Sum(outcome => outcome.BytesIn),
            BytesOut = BytesOut + finished.Outcomes.Sum(outcome => outcome.BytesOut),
            Objects = Objects + finished.Outcomes.Count,
        },
        _ => this,
    };
}
