using Amazon.S3;

namespace Compressor.Handler.Storage;

/// <summary>An archive to store. Its bytes stay where they are: a body is a view of them.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The archive's key.</param>
/// <param name="Bytes">The archive, in memory that does not move.</param>
/// <param name="Crc32">CRC-32 of <paramref name="Bytes"/>, big-endian in base64, which S3 checks.</param>
/// <param name="StorageClass">The storage class.</param>
/// <param name="Metadata">What it is the archive of.</param>
internal sealed record ArchiveUpload(
    string Bucket,
    string Key,
    ReadOnlyMemory<byte> Bytes,
    string Crc32,
    S3StorageClass StorageClass,
    ArchiveMetadata Metadata)
{
    /// <summary>Opens the bytes for one PUT.</summary>
    public unsafe Stream OpenBody()
    {
        // The buffer is native memory: pinning it costs nothing and ends nothing.
        using var pinned = Bytes.Pin();
        return new UnmanagedMemoryStream((byte*)pinned.Pointer, Bytes.Length);
    }
}
