using Compressor.Generators;
namespace Compressor.Core.Events;

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

    /// <summary>The bucket's ARN, in schema 1.0.</summary>
    public string? S3BucketArn { get; init; }

    /// <summary>The bucket's name, in schema 2.0.</summary>
    public string? S3Bucket { get; init; }
}
