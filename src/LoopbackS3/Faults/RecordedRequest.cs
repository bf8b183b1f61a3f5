namespace Compressor.LoopbackS3.Faults;

/// <summary>A request that came in, and what it was answered.</summary>
public sealed class RecordedRequest
{
    /// <summary>Counted from 1 for each server.</summary>
    public required long Number { get; init; }

    public required S3Operation Operation { get; init; }

    public required string Method { get; init; }

    public required string Bucket { get; init; }

    /// <summary>Decoded; empty for requests to a bucket.</summary>
    public required string Key { get; init; }

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    /// <summary>Names in any case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The fault that struck it.</summary>
    public FaultKind? Fault { get; internal set; }

    /// <summary>0 where no response was begun.</summary>
    public int Status { get; internal set; }

    /// <summary>S3's error code, or null.</summary>
    public string? ErrorCode { get; internal set; }

    public override string ToString() => $"#{Number} {Operation} {Key} -> {Status} {ErrorCode} {Fault}".TrimEnd();
}

/// <summary>The S3 actions that this double knows, named as in S3's API.</summary>
public enum S3Operation
{
    GetObject,
    HeadObject,
    PutObject,
    DeleteObject,
    ListObjectsV2,
    HeadBucket,
    CreateMultipartUpload,
    UploadPart,
    CompleteMultipartUpload,
    AbortMultipartUpload,
    Unknown,
}
