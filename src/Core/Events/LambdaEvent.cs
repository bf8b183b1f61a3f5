using Compressor.Generators;
namespace Compressor.Core.Events;

/// <summary>
/// All that an event of any shape may hold, so that one pass over its bytes is enough: which shape it is
/// shows in what was there.
/// </summary>
[JsonEvent]
internal sealed partial record LambdaEvent
{
    /// <summary>An S3 notification's records, or messages of SQS.</summary>
    [JsonName("Records")]
    public IReadOnlyList<LambdaEventRecord>? Records { get; init; }

    /// <summary><c>s3:TestEvent</c> in what S3 sends when a notification is configured.</summary>
    [JsonName("Event")]
    public string? TestEvent { get; init; }

    /// <summary>The service that sent an EventBridge event: <c>aws.s3</c>.</summary>
    public string? Source { get; init; }

    /// <summary>What happened, in an EventBridge event: <c>Object Created</c>.</summary>
    [JsonName("detail-type")]
    public string? DetailType { get; init; }

    /// <summary>When, in an EventBridge event.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The object, in an EventBridge event.</summary>
    public EventBridgeDetail? Detail { get; init; }

    /// <summary>The version of S3 Batch Operations' format: <c>1.0</c> or <c>2.0</c>.</summary>
    public string? InvocationSchemaVersion { get; init; }

    /// <summary>What S3 Batch Operations wants to see again in the answer.</summary>
    public string? InvocationId { get; init; }

    /// <summary>The objects of an S3 Batch Operations job.</summary>
    public IReadOnlyList<S3BatchTask>? Tasks { get; init; }
}

/// <summary>A record of an S3 notification, or a message of SQS.</summary>
[JsonEvent]
internal sealed partial record LambdaEventRecord : S3EventRecord
{
    /// <summary>The message's identifier, for the answer to SQS.</summary>
    public string? MessageId { get; init; }

    /// <summary>The message: a document of JSON inside a string.</summary>
    public string? Body { get; init; }
}
