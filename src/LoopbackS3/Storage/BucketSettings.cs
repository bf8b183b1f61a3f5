namespace Compressor.LoopbackS3.Storage;

/// <summary>What kind of bucket it is.</summary>
public sealed record BucketSettings
{
    public bool Versioned { get; init; }

    /// <summary>ETags are not MD5s, as with SSE-KMS. A benchmark's server then need not compute an MD5 for every upload.</summary>
    public bool OpaqueETags { get; init; }

    /// <summary>Without s3:ListBucket a missing key answers 403 instead of 404.</summary>
    public bool MayListBucket { get; init; } = true;

    /// <summary>Uploads are checked and hashed, and their bytes are not kept.</summary>
    public bool DiscardsBodies { get; init; }

    /// <summary>The smallest part that need not be the last, in bytes. S3's is 5 MiB; tests that cannot wait shrink it.</summary>
    public int MinPartSize { get; init; } = 5 * 1024 * 1024;

    /// <summary>
    /// Completing a multipart upload again answers 404 NoSuchUpload, which S3 may do, instead of the same as before.
    /// </summary>
    public bool ForgetsCompletedUploads { get; init; }

    /// <summary>Requests need no signature: for programs without an AWS SDK.</summary>
    public bool IsPublic { get; init; }

    /// <summary>DELETE ignores If-Match, as some servers that are not AWS's do.</summary>
    public bool IgnoresIfMatchOnDelete { get; init; }

    /// <summary>
    /// Makes up what a listing shows, in place of what is stored: up to so many objects with a prefix whose keys come after another, in
    /// order. For buckets of more objects than memory holds; such a bucket can only be listed.
    /// </summary>
    public Func<string, string, int, IReadOnlyList<StoredObject>>? MadeUp { get; init; }

    /// <summary>Which uploads raise a notification.</summary>
    public string NotificationPrefix { get; init; } = "";

    public string NotificationSuffix { get; init; } = "";
}
