using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Lab.Data;

/// <summary>The bytes of an object, with the checksum that S3 would store.</summary>
internal sealed class Sample
{
    public Sample(DataSet data, int size)
    {
        (Data, Bytes) = (data, data.Write(size));
        Checksum = Checksum.Compute(Checksum.Default, Bytes);
        ETag = Md5(Bytes.Span);
    }

    /// <summary>What kind of data it is.</summary>
    public DataSet Data { get; }

    /// <summary>The object.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>CRC64NVME, computed once.</summary>
    public Checksum Checksum { get; }

    /// <summary>
    /// The MD5, as an object has that was uploaded in one part without KMS: the SDK compares it, unless it is kept from that.
    /// </summary>
    public string ETag { get; }

    [SuppressMessage("Security", "CA5351", Justification = "What S3's ETags are made of.")]
    private static string Md5(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
}
