using Amazon.S3;
using Amazon.S3.Model;

namespace Compressor.Handler.Storage;

/// <summary>A checksum that S3 computed over a whole object when it was uploaded.</summary>
/// <param name="Algorithm">CRC64NVME, CRC32, CRC32C, SHA256 or SHA1.</param>
/// <param name="Value">The value in base64, big-endian.</param>
internal sealed record SourceChecksum(string Algorithm, string Value)
{
    internal const string Crc64Nvme = "CRC64NVME";

    /// <summary>
    /// Returns the fastest checksum that can be compared, or null: a composite one, over the checksums of parts, says nothing
    /// about the whole. CRC64NVME is always of the whole object; the others where S3 says FULL_OBJECT and the ETag, too, is
    /// not one of parts.
    /// </summary>
    public static SourceChecksum? From(GetObjectResponse response)
    {
        if (response.ChecksumCRC64NVME is { Length: > 0 } crc64)
        {
            return new SourceChecksum(Crc64Nvme, crc64);
        }

        if (response.ChecksumType != ChecksumType.FULL_OBJECT || response.ETag?.Contains('-') is true)
        {
            return null;
        }

        return response switch
        {
            { ChecksumCRC32: { Length: > 0 } value } => new SourceChecksum("CRC32", value),
            { ChecksumCRC32C: { Length: > 0 } value } => new SourceChecksum("CRC32C", value),
            { ChecksumSHA256: { Length: > 0 } value } => new SourceChecksum("SHA256", value),
            { ChecksumSHA1: { Length: > 0 } value } => new SourceChecksum("SHA1", value),
            _ => null,
        };
    }

    /// <summary>Starts to compute this algorithm's checksum over the object's bytes.</summary>
    public RunningChecksum Start() => RunningChecksum.Start(Algorithm);
}
