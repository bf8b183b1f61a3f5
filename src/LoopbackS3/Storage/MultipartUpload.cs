namespace Compressor.LoopbackS3.Storage;

/// <summary>A part that was uploaded.</summary>
/// <param name="ETag">Without quotes.</param>
public sealed record UploadedPart(int Number, Content Content, string ETag, Checksum? Checksum, DateTimeOffset LastModified);

/// <summary>A multipart upload that is neither completed nor aborted.</summary>
public sealed class MultipartUpload
{
    public required string Id { get; init; }

    public required string Key { get; init; }

    public required ObjectHeaders Headers { get; init; }

    /// <summary>Of the parts and of the whole; null: S3's own.</summary>
    public string? ChecksumAlgorithm { get; init; }

    public string? ChecksumType { get; init; }

    public DateTimeOffset Initiated { get; init; }

    /// <summary>By number; guarded by the bucket's lock.</summary>
    internal SortedDictionary<int, UploadedPart> Parts { get; } = [];

    /// <summary>Set when it was completed: completing again with the same parts answers the same.</summary>
    internal StoredObject? Completed { get; set; }
}
