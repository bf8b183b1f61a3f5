namespace Compressor.Handler.Storage;

/// <summary>What is stored under a source's key now.</summary>
/// <param name="ETag">Its ETag without quotes.</param>
/// <param name="VersionId">Its version; null in a bucket without versioning.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record FoundSource(string? ETag, string? VersionId, long Size);
