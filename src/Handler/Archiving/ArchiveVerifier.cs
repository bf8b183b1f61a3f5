using System.Buffers;
using System.IO.Compression;

namespace Compressor.Handler.Archiving;

/// <summary>Proves an archive by taking it apart again: what comes out must have the length and CRC of what went in.</summary>
internal static class ArchiveVerifier
{
    private const int Window = 256 * 1024;

    /// <summary>Returns what is wrong with <paramref name="archive"/>, or null where it holds the object.</summary>
    public static unsafe string? Verify(in Archive archive)
    {
        var (length, crc) = (0L, 0u);
        if (archive.Entry.Method == ZipFormat.Stored)
        {
            (length, crc) = (archive.Data.Length, Crc32.Append(0, archive.Data.Span));
        }
        else
        {
            using var pinned = archive.Data.Pin();
            using var data = new UnmanagedMemoryStream((byte*)pinned.Pointer, archive.Data.Length);
            using var inflated = new DeflateStream(data, CompressionMode.Decompress);
            var window = ArrayPool<byte>.Shared.Rent(Window);
            try
            {
                for (int read; (read = inflated.Read(window)) > 0; length += read)
                {
                    crc = Crc32.Append(crc, window.AsSpan(0, read));
                }
            }
            catch (InvalidDataException e)
            {
                return $"it cannot be inflated after {length} bytes: {e.Message}";
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(window);
            }
        }

        return length != archive.Entry.Size ? $"it holds {length} bytes of {archive.Entry.Size}"
            : crc != archive.Entry.Crc32 ? $"its content has CRC {crc:x8}, the object {archive.Entry.Crc32:x8}"
            : null;
    }
}
