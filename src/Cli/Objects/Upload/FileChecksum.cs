using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace Compressor.Cli.Objects.Upload;

/// <summary>The checksum that S3 itself keeps for an object: CRC-64/NVME of all its bytes.</summary>
internal static class FileChecksum
{
    private const int BufferSize = 1 << 20;

    /// <summary>
    /// Reads <paramref name="content"/> to its end and returns its checksum as S3's header has it: base64 of the eight bytes, highest
    /// first.
    /// </summary>
    public static async Task<string> ComputeAsync(Stream content, CancellationToken cancellationToken)
    {
        var crc = new Crc64(Crc64ParameterSet.Nvme);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                crc.Append(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        Span<byte> digest = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(digest, crc.GetCurrentHashAsUInt64());
        return Convert.ToBase64String(digest);
    }
}
