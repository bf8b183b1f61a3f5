using System.Collections.Concurrent;

namespace Compressor.LoopbackS3.Storage;

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
