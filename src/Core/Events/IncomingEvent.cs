namespace Compressor.Core.Events;

/// <summary>An event, whatever shape it came in.</summary>
/// <param name="Kind">The shape.</param>
/// <param name="Uploads">The objects it is about; empty for a test event.</param>
public sealed record IncomingEvent(EventKind Kind, IReadOnlyList<ObjectUpload> Uploads)
{
    /// <summary>The version of S3 Batch Operations' format, which its answer repeats; null in other events.</summary>
    public string? BatchSchemaVersion { get; init; }

    /// <summary>The identifier that the answer to S3 Batch Operations repeats; null in other events.</summary>
    public string? BatchInvocationId { get; init; }
}

/// <summary>A message of a queue that holds no event of a known shape.</summary>
/// <param name="MessageId">What the answer to SQS calls it; null where the event has none.</param>
/// <param name="Failure">What is wrong with it: a <see cref="MalformedEventException"/> or <see cref="UnknownEventException"/>.</param>
public sealed record UnreadableMessage(string? MessageId, Exception Failure);
