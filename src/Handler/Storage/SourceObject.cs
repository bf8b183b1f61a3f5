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
