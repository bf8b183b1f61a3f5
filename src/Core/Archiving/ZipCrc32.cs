using System.Runtime.InteropServices;

namespace Compressor.Core.Archiving;

/// <summary>The CRC-32 of zip, by libdeflate: 15 GB/s where the processor multiplies without carry.</summary>
public static unsafe partial class ZipCrc32
{
    /// <summary>Returns the CRC of what <paramref name="crc"/> was computed over, followed by <paramref name="bytes"/>. Start with 0.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        // libdeflate takes a null pointer for "the initial value": an empty span must not become one.
        if (bytes.IsEmpty)
        {
            return crc;
        }

        fixed (byte* pointer = bytes)
        {
            return Update(crc, pointer, (nuint)bytes.Length);
        }
    }

    [LibraryImport(NativeLibraries.Libdeflate, EntryPoint = "libdeflate_crc32")]
    private static partial uint Update(uint crc, byte* bytes, nuint length);
}
