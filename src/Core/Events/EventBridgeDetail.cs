using Compressor.Generators;
namespace Compressor.Core.Events;

/// <summary>The detail of an EventBridge event of S3. Of other services' details nothing is read.</summary>
[JsonEvent]
internal sealed partial record EventBridgeDetail
{
    /// <summary>The bucket.</summary>
    public S3EventRecord.S3BucketEntity? Bucket { get; init; }

    /// <summary>The object.</summary>
    public EventBridgeObject? Object { get; init; }
}

/// <summary>The object of an EventBridge event.</summary>
[JsonEvent]
internal sealed partial record EventBridgeObject
{
    /// <summary>The key as it is: not URL-encoded.</summary>
    public required string Key { get; init; }

    /// <summary>The size in bytes.</summary>
    public long? Size { get; init; }

    /// <summary>The entity tag, without quotes.</summary>
    public string? Etag { get; init; }

    /// <summary>The version, where the bucket has versions.</summary>
    [JsonName("version-id")]
    public string? VersionId { get; init; }

    /// <summary>Orders events of one key, as in <see cref="S3EventRecord.S3ObjectEntity.Sequencer"/>.</summary>
    public string? Sequencer { get; init; }
}
