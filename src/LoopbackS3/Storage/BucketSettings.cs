namespace Compressor.LoopbackS3.Storage;

/// <summary>What kind of bucket it is.</summary>
public sealed record BucketSettings
{
    public bool Versioned { get; init; }

    /// <summary>ETags are no MD5s, as with SSE-KMS. Also spares a benchmark's server the MD5 of every upload.</summary>
    public bool OpaqueETags { get; init; }

    /// <summary>Without s3:ListBucket a missing key answers 403 instead of 404.</summary>
    public bool MayListBucket { get; init; } = true;

    /// <summary>Uploads are checked and hashed, and their bytes forgotten.</summary>
    public bool DiscardsBodies { get; init; }

    /// <summary>The least size of a part that is not the last, in bytes. S3's is 5 MiB; tests that cannot wait shrink it.</summary>
    public int MinimumPartSize { get; init; } = 5 * 1024 * 1024;

    /// <summary>
    /// Completing a multipart upload again answers 404 NoSuchUpload, which S3 may do, instead of the same as before.
    /// </summary>
    public bool ForgetsCompletedUploads { get; init; }

    /// <summary>Anybody may read and write it, without a signature: for programs that know nothing of AWS.</summary>
    public bool IsPublic { get; init; }

    /// <summary>DELETE takes no notice of If-Match, as with some servers that speak S3. AWS honors it.</summary>
    public bool IgnoresIfMatchOnDelete { get; init; }

    /// <summary>Which uploads raise a notification.</summary>
    public string NotificationPrefix { get; init; } = "";

    public string NotificationSuffix { get; init; } = "";
}
