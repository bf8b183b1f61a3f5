using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Compressor.Handler.Tests.ForeignReaders;

/// <summary>What a zip header says of its entry, in the local header as in the central directory.</summary>
internal sealed record ZipHeader(ushort Version, ushort Flags, ushort Method, uint Crc32, long CompressedSize, long Size, string Name)
{
    private const ushort DataDescriptor = 1 << 3;
    private const ushort Zip64Extra = 1;

    public bool HasDataDescriptor => (Flags & DataDescriptor) != 0;

    public bool IsZip64 => Version >= 45;

    public static ZipHeader ReadLocal(BinaryReader reader)
    {
        reader.ReadUInt32().ShouldBe(0x04034b50u);
        return Read(reader, isCentral: false);
    }

    public static ZipHeader ReadCentral(BinaryReader reader)
    {
        reader.ReadUInt32().ShouldBe(0x02014b50u);
        reader.ReadUInt16(); // made by
        return Read(reader, isCentral: true);
    }

    private static ZipHeader Read(BinaryReader reader, bool isCentral)
    {
        var (version, flags, method) = (reader.ReadUInt16(), reader.ReadUInt16(), reader.ReadUInt16());
        reader.ReadUInt32(); // time and date
        var (crc32, compressedSize, size) = (reader.ReadUInt32(), (long)reader.ReadUInt32(), (long)reader.ReadUInt32());
        var (nameLength, extraLength) = (reader.ReadUInt16(), reader.ReadUInt16());
        if (isCentral)
        {
            reader.ReadUInt16().ShouldBe<ushort>(0, "the entry has no comment");
            reader.ReadBytes(8); // disk, attributes
            reader.ReadUInt32().ShouldBe(0u, "the local header is where the archive begins");
        }

        var name = Encoding.UTF8.GetString(reader.ReadBytes(nameLength));
        using var extra = new BinaryReader(new MemoryStream(reader.ReadBytes(extraLength)));
        while (extra.BaseStream.Position < extraLength)
        {
            var (id, length) = (extra.ReadUInt16(), extra.ReadUInt16());
            if (id == Zip64Extra)
            {
                (size, compressedSize) = (extra.ReadInt64(), extra.ReadInt64());
            }
            else
            {
                extra.ReadBytes(length);
            }
        }

        return new(version, flags, method, crc32, compressedSize, size, name);
    }
}

/// <summary>
/// Reads an archive from its first byte on and never looks back, as a reader of a pipe has to. It believes the local header.
/// </summary>
internal static class ForwardReader
{
    /// <summary>Returns the content, and both headers.</summary>
    public static (byte[] Content, ZipHeader Local, ZipHeader Central) Read(Stream archive)
    {
        using var reader = new BinaryReader(archive);
        var local = ZipHeader.ReadLocal(reader);
        var data = reader.ReadBytes((int)local.CompressedSize);
        var central = ZipHeader.ReadCentral(reader);
        var content = local.Method == 0 ? data : Inflate(data);
        ((long)content.Length).ShouldBe(local.Size);
        Crc32.HashToUInt32(content).ShouldBe(local.Crc32);
        return (content, local, central);
    }

    private static byte[] Inflate(byte[] data)
    {
        using var inflater = new DeflateStream(new MemoryStream(data), CompressionMode.Decompress);
        using var content = new MemoryStream();
        inflater.CopyTo(content);
        return content.ToArray();
    }
}
