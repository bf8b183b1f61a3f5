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
