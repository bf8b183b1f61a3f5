namespace Compressor.Core.Events;

/// <summary>One upload of a source.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key, decoded.</param>
/// <param name="ETag">The ETag without quotes; null where the event told none.</param>
/// <param name="VersionId">The version; null in a bucket without versioning.</param>
public sealed record SourceLocation(string Bucket, string Key, string? ETag, string? VersionId);
