using Compressor.Generators;

namespace Compressor.Core.Events;

/// <summary>
/// All that an event of any shape may hold, so that one pass over its bytes is enough: which shape it is
/// shows in what was there.
/// </summary>
[JsonEvent]
internal sealed partial record LambdaEvent
{
    /// <summary>The records of an S3 notification, or messages of SQS or SNS.</summary>
    [JsonName("Records")]
    public IReadOnlyList<LambdaEventRecord>? Records { get; init; }

    /// <summary><c>s3:TestEvent</c> in what S3 sends when a notification is configured.</summary>
    [JsonName("Event")]
    public string? TestEvent { get; init; }

    /// <summary><c>Notification</c> in what SNS sends to a queue without raw message delivery.</summary>
    [JsonName("Type")]
    public string? SnsType { get; init; }

    /// <summary>The message that SNS passed on: a document of JSON inside a string.</summary>
    [JsonName("Message")]
    public string? SnsMessage { get; init; }

    /// <summary>The service that sent an EventBridge event: <c>aws.s3</c>.</summary>
    public string? Source { get; init; }

    /// <summary>What happened, in an EventBridge event: <c>Object Created</c>.</summary>
    [JsonName("detail-type")]
    public string? DetailType { get; init; }

    /// <summary>The object, in an EventBridge event.</summary>
    public EventBridgeDetail? Detail { get; init; }

    /// <summary>The version of S3 Batch Operations' format: <c>1.0</c> or <c>2.0</c>.</summary>
    public string? InvocationSchemaVersion { get; init; }

    /// <summary>What S3 Batch Operations wants to see again in the answer.</summary>
    public string? InvocationId { get; init; }

    /// <summary>The objects of an S3 Batch Operations job.</summary>
    public IReadOnlyList<S3BatchTask>? Tasks { get; init; }
}

/// <summary>A record of an S3 notification, a message of SQS, or a message of SNS.</summary>
[JsonEvent]
internal sealed partial record LambdaEventRecord
{
    /// <summary>The service that sent the record, such as <c>aws:s3</c>.</summary>
    public string? EventSource { get; init; }

    /// <summary>What happened to the object, such as <c>ObjectCreated:Put</c>.</summary>
    public string? EventName { get; init; }

    /// <summary>The bucket and the object.</summary>
    public S3Entity? S3 { get; init; }

    /// <summary>The identifier of a message of SQS.</summary>
    public string? MessageId { get; init; }

    /// <summary>A message of SQS: a document of JSON inside a string.</summary>
    public string? Body { get; init; }

    /// <summary>A message of SNS.</summary>
    [JsonName("Sns")]
    public SnsNotification? Sns { get; init; }
}

/// <summary>What SNS hands to a function that subscribes to a topic.</summary>
[JsonEvent]
internal sealed partial record SnsNotification
{
    /// <summary>The message: a document of JSON inside a string.</summary>
    [JsonName("Message")]
    public required string Message { get; init; }
}

/// <summary>The <c>s3</c> part of a record.</summary>
[JsonEvent]
internal sealed partial record S3Entity
{
    /// <summary>The bucket.</summary>
    public required BucketEntity Bucket { get; init; }

    /// <summary>The object.</summary>
    public required ObjectEntity Object { get; init; }
}

/// <summary>The bucket of a record.</summary>
[JsonEvent]
internal sealed partial record BucketEntity
{
    /// <summary>The bucket's name.</summary>
    public required string Name { get; init; }
}

/// <summary>The object of a record.</summary>
[JsonEvent]
internal sealed partial record ObjectEntity
{
    /// <summary>The key: URL-encoded with <c>+</c> for a space in a notification, as it is in an EventBridge event.</summary>
    public required string Key { get; init; }

    /// <summary>The size in bytes; null in events of deletion.</summary>
    public long? Size { get; init; }

    /// <summary>The entity tag, without quotes: <c>eTag</c> in a notification, <c>etag</c> in an EventBridge event.</summary>
    [JsonName("eTag", "etag")]
    public string? ETag { get; init; }

    /// <summary>
    /// The version, where the bucket has versions: <c>versionId</c> in a notification, <c>version-id</c> in an EventBridge event.
    /// </summary>
    [JsonName("versionId", "version-id")]
    public string? VersionId { get; init; }

    /// <summary>Orders the uploads of one key: see <see cref="Outcomes.Sequencer"/>.</summary>
    public string? Sequencer { get; init; }
}

/// <summary>The detail of an EventBridge event of S3. Of other services' details nothing is read.</summary>
[JsonEvent]
internal sealed partial record EventBridgeDetail
{
    /// <summary>The bucket.</summary>
    public BucketEntity? Bucket { get; init; }

    /// <summary>The object.</summary>
    public ObjectEntity? Object { get; init; }
}

/// <summary>One object of an S3 Batch Operations job.</summary>
[JsonEvent]
internal sealed partial record S3BatchTask
{
    /// <summary>What the answer calls the task.</summary>
    public required string TaskId { get; init; }

    /// <summary>The key, URL-encoded.</summary>
    public required string S3Key { get; init; }

    /// <summary>The version; null or empty for the current one.</summary>
    public string? S3VersionId { get; init; }

    /// <summary>
    /// The bucket's ARN in schema 1.0, such as <c>arn:aws:s3:::name</c>; AWS's older samples have region and account in it.
    /// </summary>
    public string? S3BucketArn { get; init; }

    /// <summary>The bucket's name, in schema 2.0.</summary>
    public string? S3Bucket { get; init; }

    /// <summary>The bucket's name, in both schemas; null where there is none.</summary>
    public string? BucketName()
    {
        var start = S3BucketArn?.LastIndexOf(':') ?? -1;
        return !string.IsNullOrEmpty(S3Bucket) ? S3Bucket : start >= 0 ? S3BucketArn![(start + 1)..] : null;
    }
}
