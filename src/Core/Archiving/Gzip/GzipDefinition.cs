using System.IO.Compression;
using System.Text;
using Compressor.Core.Archiving.Deflate;

namespace Compressor.Core.Archiving.Gzip;

/// <summary>A gzip file of one member (RFC 1952): <c>a/b.json</c> becomes <c>a/b.json.gz</c>.</summary>
/// <remarks>
/// The comment that names the upload is in an extra field, not in the header's comment: DuckDB refuses files with a comment, and every
/// reader passes over an extra field.
/// </remarks>
public sealed class GzipDefinition : FormatDefinition
{
    private const byte Deflated = 8;
    private const byte HasExtra = 1 << 2;
    private const byte HasName = 1 << 3;
    private const byte Unix = 3;

    private const int HeaderLength = 10;
    private const int ExtraHeaderLength = 2 + 4; // the length of all fields; the field's identifier and length
    private const int TrailerLength = 8;

    private GzipDefinition()
    {
    }

    /// <summary>The only one, made when it is first asked for.</summary>
    public static GzipDefinition Instance { get; } = new();

    public override string ContentType => "application/gzip";

    public override string ArchiveName(ReadOnlySpan<char> name, string suffix) => string.Concat(name, ".gz");

    public override IEngine CreateEngine(Compression compression) => DeflateEngines.Create(compression);

    public override IIncrementalEngine CreateStreamingEngine(Compression compression) => DeflateEngines.CreateStreaming(compression);

    public override IProof CreateProof() => new IsalInflater();

    public override long MaxDataLength(long size) => DeflateEngines.MaxLength(size);

    public override int HeadLength(ArchiveEntry entry, long size) =>
        HeaderLength + ExtraHeaderLength + entry.Comment.Length + (CanName(entry) ? entry.NameBytes.Length + 1 : 0);

    public override int MaxTailLength(ArchiveEntry entry, long size) => TrailerLength;

    public override void WriteHead(Span<byte> destination, ArchiveEntry entry, in EntryData data)
    {
        var writer = new RecordWriter(destination);
        writer.Bytes([0x1F, 0x8B, Deflated, CanName(entry) ? (byte)(HasExtra | HasName) : HasExtra]);
        writer.UInt32((uint)Math.Clamp(entry.Modified.ToUnixTimeSeconds(), 0, uint.MaxValue)); // 0: no time
        writer.Bytes([0, Unix]);
        writer.UInt16((ushort)(4 + entry.Comment.Length));
        writer.Bytes("Cm"u8); // ours: none of the registered identifiers
        writer.UInt16((ushort)entry.Comment.Length);
        writer.Bytes(entry.Comment.Span);
        if (CanName(entry))
        {
            writer.Bytes(entry.NameBytes);
            writer.Bytes([0]);
        }
    }

    public override int WriteTail(Span<byte> destination, ArchiveEntry entry, in EntryData data)
    {
        var writer = new RecordWriter(destination);
        writer.UInt32(data.Crc32);
        writer.UInt32((uint)data.Size); // modulo 2^32, as the format has it
        return writer.Length;
    }

    public override ArchiveContent Open(Stream archive) =>
        new(new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true), Name: null);

    // The header's name is Latin-1. Readers do not agree on other characters; without it they go by the file's name.
    private static bool CanName(ArchiveEntry entry) => Ascii.IsValid(entry.NameBytes);
}
