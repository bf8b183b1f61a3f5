using Compressor.Handler.Archiving;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Outcomes;

/// <summary>An archive in memory: one PUT stores it.</summary>
internal sealed class BufferedCandidate(ObjectStore store, SourceLocation source, ArchiveDestination destination, Archive archive, TimeSpan compressDuration) : IArchiveCandidate
{
    public SourceLocation Source => source;

    public ArchiveDestination Destination => destination;

    public uint Crc32 { get; } = Archiving.Crc32.Append(0, archive.Bytes.Span);

    public long BytesIn => archive.Entry.Size;

    public long BytesOut => archive.Bytes.Length;

    public TimeSpan? CompressDuration => compressDuration;

    public ValueTask<PutOutcome> StoreAsync(string? replaces, CancellationToken cancellation) =>
        store.PutAsync(destination, archive.Bytes, Crc32, replaces, cancellation);
}
