using Amazon.Runtime.Internal.Util;
using Amazon.S3.Model;

namespace Compressor.Handler.Storage;

/// <summary>A source that is open for reading.</summary>
internal sealed class SourceObject(GetObjectResponse response) : IDisposable
{
    // Below the SDK's own layers: its MD5 pass over every byte costs more CPU time than the download.
    private readonly Stream _body = WrapperStream.GetNonWrapperBaseStream(response.ResponseStream);

    /// <summary>The size in bytes.</summary>
    public long Size { get; } = response.ContentLength;

    /// <summary>The ETag, without quotes.</summary>
    public string ETag { get; } = response.ETag?.Trim('"') ?? "";

    /// <summary>The version; null in a bucket without versioning.</summary>
    public string? VersionId { get; } = response.VersionId is { Length: > 0 } and not "null" ? response.VersionId : null;

    /// <summary>When it was uploaded.</summary>
    public DateTimeOffset LastModified { get; } =
        response.LastModified is { } time ? new DateTimeOffset(time.ToUniversalTime()) : DateTimeOffset.UnixEpoch;

    /// <summary>The checksum that S3 holds of the whole object; null if it holds none.</summary>
    public SourceChecksum? Checksum { get; } = SourceChecksum.From(response);

    /// <summary>Reads what is there of the body.</summary>
    /// <returns>How many bytes; 0 at its end.</returns>
    public ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken) =>
        _body.ReadAsync(destination, cancellationToken);

    public void Dispose() => response.Dispose();
}

/// <summary>What is stored under a source's key now.</summary>
/// <param name="ETag">Its ETag without quotes.</param>
/// <param name="VersionId">Its version; null in a bucket without versioning.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record FoundSource(string? ETag, string? VersionId, long Size);

/// <summary>What S3 made of a GET that is pinned to one upload.</summary>
internal enum GetOutcome
{
    /// <summary>The upload can be read.</summary>
    Opened,

    /// <summary>404: the object is gone.</summary>
    Missing,

    /// <summary>412: the object was uploaded again since, so the newer upload's event is on its way.</summary>
    Replaced,
}
