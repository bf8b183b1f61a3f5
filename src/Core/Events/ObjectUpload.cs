namespace Compressor.Core.Events;

/// <summary>One object that an event is about.</summary>
public sealed record ObjectUpload
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }

    /// <summary>The key, decoded.</summary>
    public required string Key { get; init; }

    /// <summary>The size in bytes; null where the event has none (deletions, S3 Batch).</summary>
    public long? Size { get; init; }

    /// <summary>The entity tag without quotes; null where the event has none (deletions, S3 Batch).</summary>
    public string? ETag { get; init; }

    /// <summary>The version; null where the bucket has none.</summary>
    public string? VersionId { get; init; }

    /// <summary>
    /// Orders the uploads of one key: compare as text after padding the shorter one on the right with zeros. Null where the event has
    /// none.
    /// </summary>
    public string? Sequencer { get; init; }

    /// <summary>What happened, such as <c>ObjectCreated:Put</c> or <c>Object Created</c>; null in S3 Batch.</summary>
    public string? EventName { get; init; }

    /// <summary>Whether there is an object to compress: an upload, or a task of S3 Batch.</summary>
    public required bool IsObjectCreated { get; init; }

    /// <summary>What the answer to S3 Batch calls the task; null in other events.</summary>
    public string? TaskId { get; init; }

    /// <summary>What the answer to SQS calls the message; null in other events.</summary>
    public string? MessageId { get; init; }
}
