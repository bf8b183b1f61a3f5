using System.Collections.Concurrent;

namespace Compressor.LoopbackS3.Storage;

/// <summary>A part that was uploaded.</summary>
/// <param name="ETag">Without quotes.</param>
public sealed record UploadedPart(int Number, Content Content, string ETag, Checksum? Checksum);

/// <summary>A multipart upload that is neither completed nor aborted.</summary>
public sealed class MultipartUpload
{
    public required string Id { get; init; }

    public required string Key { get; init; }

    public required ObjectHeaders Headers { get; init; }

    /// <summary>Of the parts and of the whole; null: S3's own.</summary>
    public string? ChecksumAlgorithm { get; init; }

    public string? ChecksumType { get; init; }

    /// <summary>By number; guarded by the bucket's lock.</summary>
    internal SortedDictionary<int, UploadedPart> Parts { get; } = [];

    /// <summary>Set when it was completed: completing again with the same parts answers the same.</summary>
    internal StoredObject? Completed { get; set; }
}

/// <summary>The multipart uploads of a bucket that are under way.</summary>
public sealed class MultipartUploads
{
    private readonly ConcurrentDictionary<string, MultipartUpload> _uploads = new(StringComparer.Ordinal);

    /// <summary>Those that were neither completed nor aborted: what costs money until a lifecycle rule removes it.</summary>
    public IReadOnlyList<MultipartUpload> Open =>
        [.. _uploads.Values.Where(upload => upload.Completed is null).OrderBy(upload => upload.Key, StringComparer.Ordinal)];

    internal void Add(MultipartUpload upload) => _uploads[upload.Id] = upload;

    internal MultipartUpload Get(string key, string id) =>
        _uploads.TryGetValue(id, out var upload) && upload.Key == key ? upload : throw S3ErrorException.NoSuchUpload();

    internal void Abort(string key, string id)
    {
        if (Get(key, id).Completed is not null || !_uploads.TryRemove(id, out _))
        {
            throw S3ErrorException.NoSuchUpload();
        }
    }
}
