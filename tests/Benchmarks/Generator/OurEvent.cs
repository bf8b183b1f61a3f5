using Compressor.Generators;

namespace Compressor.Benchmarks.Generator;

/// <summary>An S3 event notification with all that <c>Amazon.Lambda.S3Events</c> reads of it, for our generator.</summary>
[JsonEvent]
internal sealed partial record OurEvent
{
    /// <summary>What happened, a record for each object; null in a test event.</summary>
    [JsonName("Records")]
    public IReadOnlyList<OurEventRecord>? Records { get; init; }
}

/// <summary>One change of one object.</summary>
[JsonEvent]
internal sealed partial record OurEventRecord
{
    /// <summary>The version of the notification's format, such as <c>2.1</c>.</summary>
    public string? EventVersion { get; init; }

    /// <summary>The service that sent the event: <c>aws:s3</c>.</summary>
    public string? EventSource { get; init; }

    /// <summary>The region of the bucket, such as <c>eu-central-1</c>.</summary>
    public string? AwsRegion { get; init; }

    /// <summary>When S3 finished the request.</summary>
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>What happened, such as <c>ObjectCreated:Put</c>.</summary>
    public string? EventName { get; init; }

    /// <summary>The bucket and the object.</summary>
    public S3Entity? S3 { get; init; }

    /// <summary>The <c>s3</c> part of a record.</summary>
    [JsonEvent]
    internal sealed partial record S3Entity
    {
        /// <summary>The identifier of the notification configuration that matched.</summary>
        public string? ConfigurationId { get; init; }

        /// <summary>The bucket.</summary>
        public required S3BucketEntity Bucket { get; init; }

        /// <summary>The object.</summary>
        public required S3ObjectEntity Object { get; init; }
    }

    /// <summary>The bucket of a record.</summary>
    [JsonEvent]
    internal sealed partial record S3BucketEntity
    {
        /// <summary>The bucket's name.</summary>
        public required string Name { get; init; }

        /// <summary>The bucket's ARN.</summary>
        public string? Arn { get; init; }
    }

    /// <summary>The object of a record.</summary>
    [JsonEvent]
    internal sealed partial record S3ObjectEntity
    {
        /// <summary>The key as S3 sends it: URL-encoded, with <c>+</c> for a space.</summary>
        public required string Key { get; init; }

        /// <summary>The size in bytes; null in events of deletion.</summary>
        public long? Size { get; init; }

        /// <summary>The entity tag, without quotes.</summary>
        [JsonName("eTag")]
        public string? ETag { get; init; }

        /// <summary>The version, where the bucket has versions.</summary>
        public string? VersionId { get; init; }

        /// <summary>
        /// A hexadecimal number that orders events of one key: pad the shorter one on the right with zeros, and compare as text.
        /// </summary>
        public string? Sequencer { get; init; }
    }
}
