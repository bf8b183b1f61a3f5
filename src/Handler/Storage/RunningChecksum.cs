using System.IO.Hashing;
using System.Security.Cryptography;

namespace Compressor.Handler.Storage;

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
