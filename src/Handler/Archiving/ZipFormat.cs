using System.Buffers.Binary;

namespace Compressor.Handler.Archiving;

/// <summary>
/// The records of a zip archive with one entry (PKWARE's APPNOTE 6.3.10): local header, central directory, end. Sizes stand in the
/// local header, without data descriptor and without Zip64, so that every reader opens it.
/// </summary>
internal static class ZipFormat
{
    public const ushort Stored = 0;
    public const ushort Deflated = 8;

    private const ushort VersionNeeded = 20;
    private const ushort MadeByUnix = (3 << 8) | VersionNeeded;
    private const ushort Utf8Names = 1 << 11;
    private const uint RegularFile0644 = 0x81A4u << 16;
    private const int LocalHeaderSize = 30;
    private const int CentralHeaderSize = 46;
    private const int EndSize = 22;

    /// <summary>The bytes before the data.</summary>
    public static int HeadLength(ArchiveEntry entry) => LocalHeaderSize + entry.NameBytes.Length + UnixTime.Length;

    /// <summary>The bytes after the data.</summary>
    public static int TailLength(ArchiveEntry entry) =>
        CentralHeaderSize + entry.NameBytes.Length + UnixTime.Length + EndSize + entry.Comment.Length;

    /// <summary>Writes the local header to the start of <paramref name="destination"/>.</summary>
    public static void WriteHead(Span<byte> destination, ArchiveEntry entry, in EntryData data)
    {
        WriteUInt32(ref destination, 0x04034b50);
        WriteCommon(ref destination, entry, data);
        Write(ref destination, entry.NameBytes);
        UnixTime.Write(ref destination, entry.Modified);
    }

    /// <summary>Writes what follows the data to the start of <paramref name="destination"/>.</summary>
    public static void WriteTail(Span<byte> destination, ArchiveEntry entry, in EntryData data)
    {
        WriteUInt32(ref destination, 0x02014b50);
        WriteUInt16(ref destination, MadeByUnix);
        WriteCommon(ref destination, entry, data);
        WriteUInt16(ref destination, 0); // comment of the entry
        WriteUInt16(ref destination, 0); // disk
        WriteUInt16(ref destination, 0); // internal attributes
        WriteUInt32(ref destination, RegularFile0644);
        WriteUInt32(ref destination, 0); // offset of the local header
        Write(ref destination, entry.NameBytes);
        UnixTime.Write(ref destination, entry.Modified);

        WriteUInt32(ref destination, 0x06054b50);
        WriteUInt16(ref destination, 0); // this disk
        WriteUInt16(ref destination, 0); // disk of the central directory
        WriteUInt16(ref destination, 1); // entries on this disk
        WriteUInt16(ref destination, 1); // entries
        WriteUInt32(ref destination, (uint)(CentralHeaderSize + entry.NameBytes.Length + UnixTime.Length));
        WriteUInt32(ref destination, (uint)(HeadLength(entry) + data.CompressedSize));
        WriteUInt16(ref destination, (ushort)entry.Comment.Length);
        Write(ref destination, entry.Comment.Span);
    }

    private static void WriteCommon(ref Span<byte> destination, ArchiveEntry entry, in EntryData data)
    {
        var (date, time) = DosTime.From(entry.Modified);
        WriteUInt16(ref destination, VersionNeeded);
        WriteUInt16(ref destination, Utf8Names);
        WriteUInt16(ref destination, data.Method);
        WriteUInt16(ref destination, time);
        WriteUInt16(ref destination, date);
        WriteUInt32(ref destination, data.Crc32);
        WriteUInt32(ref destination, (uint)data.CompressedSize);
        WriteUInt32(ref destination, (uint)data.Size);
        WriteUInt16(ref destination, (ushort)entry.NameBytes.Length);
        WriteUInt16(ref destination, UnixTime.Length);
    }

    internal static void WriteUInt16(ref Span<byte> destination, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, value);
        destination = destination[sizeof(ushort)..];
    }

    internal static void WriteUInt32(ref Span<byte> destination, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, value);
        destination = destination[sizeof(uint)..];
    }

    private static void Write(ref Span<byte> destination, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(destination);
        destination = destination[bytes.Length..];
    }
}
