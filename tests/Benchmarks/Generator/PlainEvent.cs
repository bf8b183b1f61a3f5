using System.Text.Json.Serialization;

namespace Compressor.Benchmarks.Generator;

/// <summary>The same properties as <c>OurEvent</c> has, for System.Text.Json.</summary>
internal sealed record PlainEvent
{
    [JsonPropertyName("Records")]
    public IReadOnlyList<PlainRecord>? Records { get; init; }
}

internal sealed record PlainRecord
{
    public string? EventVersion { get; init; }

    public string? EventSource { get; init; }

    public string? AwsRegion { get; init; }

    public DateTimeOffset? EventTime { get; init; }

    public string? EventName { get; init; }

    public PlainEntity? S3 { get; init; }
}

internal sealed record PlainEntity
{
    public string? ConfigurationId { get; init; }

    public required PlainBucket Bucket { get; init; }

    public required PlainObject Object { get; init; }
}

internal sealed record PlainBucket
{
    public required string Name { get; init; }

    public string? Arn { get; init; }
}

internal sealed record PlainObject
{
    public required string Key { get; init; }

    public long? Size { get; init; }

    [JsonPropertyName("eTag")]
    public string? ETag { get; init; }

    public string? VersionId { get; init; }

    public string? Sequencer { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlainEvent))]
internal sealed partial class PlainEventContext : JsonSerializerContext;
