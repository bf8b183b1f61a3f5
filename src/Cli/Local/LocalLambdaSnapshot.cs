namespace Compressor.Cli.Local;

/// <summary>A local Lambda's counters at one moment.</summary>
/// <param name="Accepted">Events that were sent to the queue and not refused.</param>
/// <param name="Queued">Events that wait: for an environment, or for their next attempt.</param>
/// <param name="Waiting">Those of them that wait for their next attempt after an error.</param>
/// <param name="Running">Invocations that run now.</param>
/// <param name="Done">Invocations that ended well.</param>
/// <param name="Failed">Invocations that failed; a retry counts again.</param>
/// <param name="BytesIn">Bytes that the function says it has read.</param>
/// <param name="BytesOut">Bytes that the function says it has stored.</param>
/// <param name="Objects">Objects that the function says it has handled.</param>
/// <param name="ColdStarts">Environments that were initialised.</param>
/// <param name="Throttles">Attempts that found no free environment.</param>
/// <param name="DeadLetters">Events that the dead letter queue has taken.</param>
/// <param name="Lost">Events given up that the dead letter queue did not take.</param>
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
