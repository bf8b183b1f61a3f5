using System.Buffers.Binary;

namespace Compressor.Handler.Storage;

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
