using System.IO.Compression;
using Compressor.Core.Archiving.Deflate;

namespace Compressor.Core.Archiving.Zip;

/// <summary>A zip archive with one entry: <c>a/b.json</c> becomes <c>a/b.zip</c>.</summary>
public sealed class ZipDefinition : FormatDefinition
{
    private ZipDefinition()
    {
    }

    /// <summary>The only one, made when it is first asked for.</summary>
    public static ZipDefinition Instance { get; } = new();

    public override string ContentType => "application/zip";

    public override bool CanStore => true;

    public override string ArchiveName(ReadOnlySpan<char> name, string suffix) => string.Concat(name[..^suffix.Length], ".zip");

    public override IEngine CreateEngine(Compression compression) => DeflateEngines.Create(compression);

    public override IIncrementalEngine CreateStreamingEngine(Compression compression) => DeflateEngines.CreateStreaming(compression);

    public override IProof CreateProof() => new IsalInflater();

    public override long MaxDataLength(long size) => DeflateEngines.MaxLength(size);

    public override int HeadLength(ArchiveEntry entry, long size) => ZipFormat.HeadLength(entry, ZipFormat.NeedsZip64(size));

    public override int MaxTailLength(ArchiveEntry entry, long size) => ZipFormat.MaxTailLength(entry, ZipFormat.NeedsZip64(size));

    public override void WriteHead(Span<byte> destination, ArchiveEntry entry, in EntryData data) =>
        ZipFormat.WriteHead(destination, entry, data, ZipFormat.NeedsZip64(data.Size));

    public override int WriteTail(Span<byte> destination, ArchiveEntry entry, in EntryData data) =>
        ZipFormat.WriteTail(destination, entry, data, ZipFormat.NeedsZip64(data.Size));

    public override ArchiveContent Open(Stream archive)
    {
        var zip = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true);
        return zip.Entries is [var entry]
            ? new ArchiveContent(entry.Open(), entry.FullName)
            : throw new InvalidDataException($"it has {zip.Entries.Count} entries, not one");
    }
}
