using Compressor.Core.Archiving.Deflate;

namespace Compressor.Core.Archiving.Zip;

/// <summary>
/// The records of a zip archive with one entry (PKWARE's APPNOTE 6.3.10): what stands before the data, and what stands after it.
/// </summary>
public static class ZipFormat
{
    private const ushort Stored = 0;
    private const ushort Deflated = 8;

    private const ushort Version20 = 20;
    private const ushort Version45 = 45; // the first with Zip64
    private const ushort MadeByUnix = 3 << 8;
    private const ushort FlagUtf8 = 1 << 11;
    private const uint RegularFile0644 = 0x81A4u << 16;
    private const ushort Zip64Extra = 0x0001;
    private const ushort Zip64SizesLength = 16;

    private const int LocalHeaderLength = 30;
    private const int CentralHeaderLength = 46;
    private const int Zip64EndLength = 56 + 20;
    private const int EndLength = 22;

    /// <summary>
    /// Returns whether an entry's sizes may take 64 bits. That is decided by the object's size, since the local header's length has
    /// to be known before the first byte is compressed. Archives that need no Zip64 have none.
    /// </summary>
    public static bool NeedsZip64(long size) => DeflateEngines.MaxLength(size) >= uint.MaxValue - LocalHeaderLength - ushort.MaxValue;

    /// <summary>Returns the number of bytes before the data.</summary>
    public static int HeadLength(ArchiveEntry entry, bool zip64) => LocalHeaderLength + entry.NameBytes.Length + ExtraLength(zip64);

    /// <summary>Returns the most bytes that can follow the data.</summary>
    public static int MaxTailLength(ArchiveEntry entry, bool zip64) =>
        CentralHeaderLength + entry.NameBytes.Length + ExtraLength(zip64)
        + (zip64 ? Zip64EndLength : 0)
        + EndLength + entry.Comment.Length;

    /// <summary>Writes what stands before the data, and returns its length.</summary>
    /// <param name="destination">Receives the records; <see cref="HeadLength"/> bytes.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="data">Its data.</param>
    /// <param name="zip64">Whether the entry's sizes take 64 bits.</param>
    public static int WriteHead(Span<byte> destination, ArchiveEntry entry, in EntryData data, bool zip64)
    {
        var writer = new RecordWriter(destination);
        writer.UInt32(0x04034b50);
        WriteCommon(ref writer, entry, data, zip64);
        writer.Bytes(entry.NameBytes);
        WriteExtra(ref writer, entry, data, zip64);
        return writer.Length;
    }

    /// <summary>Writes what stands after the data, and returns its length.</summary>
    public static int WriteTail(Span<byte> destination, ArchiveEntry entry, in EntryData data, bool zip64)
    {
        var writer = new RecordWriter(destination);
        WriteCentralHeader(ref writer, entry, data, zip64);
        var directory = HeadLength(entry, zip64) + data.CompressedSize;
        var directoryLength = (uint)writer.Length;
        if (directory >= uint.MaxValue)
        {
            WriteZip64End(ref writer, directory, directoryLength);
        }

        writer.UInt32(0x06054b50);
        writer.UInt16(0); // this disk
        writer.UInt16(0); // disk of the central directory
        writer.UInt16(1); // entries on this disk
        writer.UInt16(1); // entries
        writer.UInt32(directoryLength);
        writer.UInt32((uint)Math.Min(directory, uint.MaxValue));
        writer.UInt16((ushort)entry.Comment.Length);
        writer.Bytes(entry.Comment.Span);
        return writer.Length;
    }

    private static int ExtraLength(bool zip64) => UnixTime.Length + (zip64 ? 4 + Zip64SizesLength : 0);

    /// <summary>The fields that the local and the central header share.</summary>
    private static void WriteCommon(ref RecordWriter writer, ArchiveEntry entry, in EntryData data, bool zip64)
    {
        var (date, time) = DosTime.From(entry.Modified);
        writer.UInt16(zip64 ? Version45 : Version20);
        writer.UInt16(FlagUtf8);
        writer.UInt16(data.IsStored ? Stored : Deflated);
        writer.UInt16(time);
        writer.UInt16(date);
        writer.UInt32(data.Crc32);
        writer.UInt32(zip64 ? uint.MaxValue : (uint)data.CompressedSize);
        writer.UInt32(zip64 ? uint.MaxValue : (uint)data.Size);
        writer.UInt16((ushort)entry.NameBytes.Length);
        writer.UInt16((ushort)ExtraLength(zip64));
    }

    private static void WriteExtra(ref RecordWriter writer, ArchiveEntry entry, in EntryData data, bool zip64)
    {
        UnixTime.Write(ref writer, entry.Modified);
        if (zip64)
        {
            writer.UInt16(Zip64Extra);
            writer.UInt16(Zip64SizesLength);
            writer.UInt64((ulong)data.Size);
            writer.UInt64((ulong)data.CompressedSize);
        }
    }

    private static void WriteCentralHeader(ref RecordWriter writer, ArchiveEntry entry, in EntryData data, bool zip64)
    {
        writer.UInt32(0x02014b50);
        writer.UInt16((ushort)(MadeByUnix | (zip64 ? Version45 : Version20)));
        WriteCommon(ref writer, entry, data, zip64);
        writer.UInt16(0); // comment of the entry
        writer.UInt16(0); // disk
        writer.UInt16(0); // internal attributes
        writer.UInt32(RegularFile0644);
        writer.UInt32(0); // offset of the local header
        writer.Bytes(entry.NameBytes);
        WriteExtra(ref writer, entry, data, zip64);
    }

    private static void WriteZip64End(ref RecordWriter writer, long directory, uint directoryLength)
    {
        writer.UInt32(0x06064b50);
        writer.UInt64(44); // what follows in this record
        writer.UInt16(MadeByUnix | Version45);
        writer.UInt16(Version45);
        writer.UInt32(0); // this disk
        writer.UInt32(0); // disk of the central directory
        writer.UInt64(1); // entries on this disk
        writer.UInt64(1); // entries
        writer.UInt64(directoryLength);
        writer.UInt64((ulong)directory);

        writer.UInt32(0x07064b50);
        writer.UInt32(0); // disk of the record above
        writer.UInt64((ulong)directory + directoryLength);
        writer.UInt32(1); // disks
    }
}
