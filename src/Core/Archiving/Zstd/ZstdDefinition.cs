namespace Compressor.Core.Archiving.Zstd;

/// <summary>
/// A Zstandard frame (RFC 8878) with its content's size and checksum, and after it a skippable frame with the comment that names the
/// upload: <c>a/b.json</c> becomes <c>a/b.json.zst</c>.
/// </summary>
/// <remarks>
/// The skippable frame comes last. Tools tell the format by the first four bytes, and some readers stop after the first frame.
/// </remarks>
public sealed class ZstdDefinition : FormatDefinition
{
    private const uint SkippableMagic = 0x184D2A50;
    private const int SkippableHeaderLength = 8;

    private ZstdDefinition()
    {
    }

    /// <summary>The only one, made when it is first asked for.</summary>
    public static ZstdDefinition Instance { get; } = new();

    public override string ContentType => "application/zstd";

    public override string ArchiveName(ReadOnlySpan<char> name, string suffix) => string.Concat(name, ".zst");

    public override IEngine CreateEngine(Compression compression) => CreateStreamingEngine(compression);

    public override IIncrementalEngine CreateStreamingEngine(Compression compression) => new ZstdEngine(ZstdLevel.From(compression));

    public override IProof CreateProof() => new ZstdProof();

    /// <remarks>A block that does not shrink is stored with a header of 3 bytes; zstd's own bound is half of this one.</remarks>
    public override long MaxDataLength(long size) => size + (size / 128) + 1024;

    public override int HeadLength(ArchiveEntry entry, long size) => 0;

    public override int MaxTailLength(ArchiveEntry entry, long size) => SkippableHeaderLength + entry.Comment.Length;

    public override void WriteHead(Span<byte> destination, ArchiveEntry entry, in EntryData data)
    {
        // The engine writes the frame's header.
    }

    public override int WriteTail(Span<byte> destination, ArchiveEntry entry, in EntryData data)
    {
        var writer = new RecordWriter(destination);
        writer.UInt32(SkippableMagic);
        writer.UInt32((uint)entry.Comment.Length);
        writer.Bytes(entry.Comment.Span);
        return writer.Length;
    }

    public override ArchiveContent Open(Stream archive) => new(new ZstdReader(archive), Name: null);
}
