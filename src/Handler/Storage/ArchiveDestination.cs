using Amazon.S3;
using Compressor.Core.Outcomes;

namespace Compressor.Handler.Storage;

/// <summary>Where an archive is stored, and as what.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The archive's key.</param>
/// <param name="ContentType">The Content-Type.</param>
/// <param name="StorageClass">The storage class.</param>
/// <param name="Metadata">What it is the archive of.</param>
internal sealed record ArchiveDestination(
    string Bucket, string Key, string ContentType, S3StorageClass StorageClass, ArchiveMetadata Metadata)
{
    public override string ToString() => $"s3://{Bucket}/{Key}";
}

/// <summary>What is stored under an archive's key.</summary>
/// <param name="ETag">Its ETag, as S3 sent it.</param>
/// <param name="Crc32">The CRC-32 that it was stored with, in base64; null where S3 has none.</param>
/// <param name="Metadata">The upload that it was made from; null if it is not one of our archives.</param>
internal sealed record StoredArchive(string ETag, string? Crc32, ArchiveMetadata? Metadata);
