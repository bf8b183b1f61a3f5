namespace Compressor.Core.Archiving;

/// <summary>
/// The records of a zip archive with one entry (PKWARE's APPNOTE 6.3.10): what stands before the data, and what stands after it.
/// </summary>
public static class ZipFormat
{
    public const ushort Stored = 0;
    public const ushort Deflated = 8;

    private const ushort Version20 = 20;
    private const ushort Version45 = 45; // the first with Zip64
    private const ushort MadeByUnix = 3 << 8;
    private const ushort FlagDescriptor = 1 << 3;
    private const ushort FlagUtf8 = 1 << 11;
    private const uint RegularFile0644 = 0x81A4u << 16;
    private const ushort Zip64Extra = 0x0001;
    private const ushort Zip64SizesLength = 16;

    private const int LocalHeaderLength = 30;
    private const int Zip64DescriptorLength = 24;
    private const int CentralHeaderLength = 46;
    private const int Zip64EndLength = 56 + 20;
    private const int EndLength = 22;

    /// <summary>The bytes before the data.</summary>
    public static int HeadLength(ArchiveEntry entry, ZipLayout layout) => LocalHeaderLength + entry.NameBytes.Length + ExtraLength(layout);

    /// <summary>The most bytes that can follow the data.</summary>
    public static int LongestTail(ArchiveEntry entry, ZipLayout layout) =>
        (layout.Streamed ? Zip64DescriptorLength : 0)
        + CentralHeaderLength + entry.NameBytes.Length + ExtraLength(layout)
        + (layout.Zip64 ? Zip64EndLength : 0)
        + EndLength + entry.Comment.Length;

    /// <summary>Writes what stands before the data, and returns its length.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="data">What is known of its data; a streamed layout needs the method only.</param>
    /// <param name="layout">How the archive is written.</param>
    public static int WriteHead(Span<byte> destination, ArchiveEntry entry, in EntryData data, ZipLayout layout)
    {
        var writer = new RecordWriter(destination);
        writer.UInt32(0x04034b50);
        WriteCommon(ref writer, entry, layout.Streamed ? new EntryData(data.Method, 0, 0, 0) : data, layout);
        writer.Bytes(entry.NameBytes);
        UnixTime.Write(ref writer, entry.Modified);
        if (layout.Zip64)
        {
            WriteZip64Sizes(ref writer, layout.Streamed ? default : data);
        }

        return writer.Length;
    }

    /// <summary>Writes what stands after the data, and returns its length.</summary>
    public static int WriteTail(Span<byte> destination, ArchiveEntry entry, in EntryData data, ZipLayout layout)
    {
        var writer = new RecordWriter(destination);
        if (layout.Streamed)
        {
            WriteDescriptor(ref writer, data, layout);
        }

        var directory = HeadLength(entry, layout) + data.CompressedSize + writer.Length;
        var directoryStart = writer.Length;
        WriteCentralHeader(ref writer, entry, data, layout);
        var directoryLength = (uint)(writer.Length - directoryStart);
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

    private static int ExtraLength(ZipLayout layout) => UnixTime.Length + (layout.Zip64 ? 4 + Zip64SizesLength : 0);

    /// <summary>The fields that the local and the central header share.</summary>
    private static void WriteCommon(ref RecordWriter writer, ArchiveEntry entry, in EntryData data, ZipLayout layout)
    {
        var (date, time) = DosTime.From(entry.Modified);
        writer.UInt16(layout.Zip64 ? Version45 : Version20);
        writer.UInt16((ushort)(FlagUtf8 | (layout.Streamed ? FlagDescriptor : 0)));
        writer.UInt16(data.Method);
        writer.UInt16(time);
        writer.UInt16(date);
        writer.UInt32(data.Crc32);
        writer.UInt32(layout.Zip64 ? uint.MaxValue : (uint)data.CompressedSize);
        writer.UInt32(layout.Zip64 ? uint.MaxValue : (uint)data.Size);
        writer.UInt16((ushort)entry.NameBytes.Length);
        writer.UInt16((ushort)ExtraLength(layout));
    }

    private static void WriteDescriptor(ref RecordWriter writer, in EntryData data, ZipLayout layout)
    {
        writer.UInt32(0x08074b50);
        writer.UInt32(data.Crc32);
        if (layout.Zip64)
        {
            writer.UInt64((ulong)data.CompressedSize);
            writer.UInt64((ulong)data.Size);
        }
        else
        {
            writer.UInt32((uint)data.CompressedSize);
            writer.UInt32((uint)data.Size);
        }
    }

    private static void WriteCentralHeader(ref RecordWriter writer, ArchiveEntry entry, in EntryData data, ZipLayout layout)
    {
        writer.UInt32(0x02014b50);
        writer.UInt16((ushort)(MadeByUnix | (layout.Zip64 ? Version45 : Version20)));
        WriteCommon(ref writer, entry, data, layout);
        writer.UInt16(0); // comment of the entry
        writer.UInt16(0); // disk
        writer.UInt16(0); // internal attributes
        writer.UInt32(RegularFile0644);
        writer.UInt32(0); // offset of the local header
        writer.Bytes(entry.NameBytes);
        UnixTime.Write(ref writer, entry.Modified);
        if (layout.Zip64)
        {
            WriteZip64Sizes(ref writer, data);
        }
    }

    private static void WriteZip64Sizes(ref RecordWriter writer, in EntryData data)
    {
        writer.UInt16(Zip64Extra);
        writer.UInt16(Zip64SizesLength);
        writer.UInt64((ulong)data.Size);
        writer.UInt64((ulong)data.CompressedSize);
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
