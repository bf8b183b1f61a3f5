namespace Compressor.LoopbackS3.Faults;

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
    ListParts,
    ListMultipartUploads,
    Unknown,
}
