using Amazon.S3;
using Compressor.Core.Outcomes;

namespace Compressor.Handler.Storage;

/// <summary>Where an archive is stored, and as what.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The archive's key.</param>
/// <param name="StorageClass">The storage class.</param>
/// <param name="Metadata">What it is the archive of.</param>
internal sealed record ArchiveDestination(string Bucket, string Key, S3StorageClass StorageClass, ArchiveMetadata Metadata)
{
    public const string ContentType = "application/zip";

    public override string ToString() => $"s3://{Bucket}/{Key}";
}
