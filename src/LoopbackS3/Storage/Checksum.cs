using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace Compressor.LoopbackS3.Storage;

/// <summary>A checksum as S3 stores it with an object.</summary>
/// <param name="Algorithm">CRC32, CRC32C, CRC64NVME, SHA1 or SHA256.</param>
/// <param name="Value">Base64 of the big-endian bytes; a composite one ends in <c>-</c> and the number of parts.</param>
/// <param name="Type">FULL_OBJECT or COMPOSITE.</param>
public sealed record Checksum(string Algorithm, string Value, string Type = Checksum.FullObject)
{
    public const string FullObject = "FULL_OBJECT";
    public const string Composite = "COMPOSITE";

    /// <summary>What S3 computes by itself where the uploader sent none.</summary>
    public const string Default = "CRC64NVME";

    public static IReadOnlyList<string> Algorithms { get; } = ["CRC32", "CRC32C", Default, "SHA1", "SHA256"];

    /// <summary>The header that carries it, such as <c>x-amz-checksum-crc64nvme</c>.</summary>
    public string Header => HeaderOf(Algorithm);

    [SuppressMessage("Globalization", "CA1308", Justification = "S3's header names are lower case.")]
    public static string HeaderOf(string algorithm) => "x-amz-checksum-" + algorithm.ToLowerInvariant();

    public static Checksum Compute(string algorithm, Content content) =>
        new(algorithm, Convert.ToBase64String(Compute(algorithm, content.Read(0, content.Length))));

    public static Checksum Compute(string algorithm, ReadOnlyMemory<byte> bytes) =>
        new(algorithm, Convert.ToBase64String(Compute(algorithm, [bytes])));

    private static byte[] Compute(string algorithm, IEnumerable<ReadOnlyMemory<byte>> pieces) => algorithm switch
    {
        "CRC32" => BigEndian(Append(new Crc32(), pieces).GetCurrentHashAsUInt32()),
        "CRC32C" => BigEndian(Append(new Crc32(Crc32ParameterSet.Crc32C), pieces).GetCurrentHashAsUInt32()),
        Default => BigEndian(Append(new Crc64(Crc64ParameterSet.Nvme), pieces).GetCurrentHashAsUInt64()),
        "SHA1" => Append(HashAlgorithmName.SHA1, pieces),
        "SHA256" => Append(HashAlgorithmName.SHA256, pieces),
        _ => throw new ArgumentException($"S3 has no checksum algorithm '{algorithm}'.", nameof(algorithm)),
    };

    private static T Append<T>(T hash, IEnumerable<ReadOnlyMemory<byte>> pieces)
        where T : NonCryptographicHashAlgorithm
    {
        foreach (var piece in pieces)
        {
            hash.Append(piece.Span);
        }

        return hash;
    }

    private static byte[] Append(HashAlgorithmName name, IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        using var hash = IncrementalHash.CreateHash(name);
        foreach (var piece in pieces)
        {
            hash.AppendData(piece.Span);
        }

        return hash.GetHashAndReset();
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] BigEndian(ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
