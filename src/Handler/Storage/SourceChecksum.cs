using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
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

/// <summary>A checksum over bytes that come piece by piece.</summary>
internal sealed class RunningChecksum : IDisposable
{
    private readonly Crc64? _crc64;
    private readonly Crc32? _crc32;
    private readonly IncrementalHash? _hash;

    private RunningChecksum(Crc64 crc64) => _crc64 = crc64;

    private RunningChecksum(Crc32 crc32) => _crc32 = crc32;

    private RunningChecksum(IncrementalHash hash) => _hash = hash;

    /// <param name="algorithm">One of those that <see cref="SourceChecksum"/> names.</param>
    public static RunningChecksum Start(string algorithm) => algorithm switch
    {
        SourceChecksum.Crc64Nvme => new RunningChecksum(new Crc64(Crc64ParameterSet.Nvme)),
        "CRC32" => new RunningChecksum(new Crc32()),
        "CRC32C" => new RunningChecksum(new Crc32(Crc32ParameterSet.Crc32C)),
        "SHA256" => new RunningChecksum(IncrementalHash.CreateHash(HashAlgorithmName.SHA256)),
        _ => new RunningChecksum(IncrementalHash.CreateHash(HashAlgorithmName.SHA1)),
    };

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _crc64?.Append(bytes);
        _crc32?.Append(bytes);
        _hash?.AppendData(bytes);
    }

    /// <summary>The checksum so far, as S3 writes it.</summary>
    public override string ToString() =>
        _crc64 is not null ? ChecksumText.From(_crc64.GetCurrentHashAsUInt64())
        : _crc32 is not null ? ChecksumText.From(_crc32.GetCurrentHashAsUInt32())
        : Convert.ToBase64String(_hash!.GetCurrentHash());

    public void Dispose() => _hash?.Dispose();
}

/// <summary>Checksums as S3's headers have them: base64 of the big-endian bytes.</summary>
internal static class ChecksumText
{
    public static string From(uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return Convert.ToBase64String(bytes);
    }

    public static string From(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return Convert.ToBase64String(bytes);
    }
}
