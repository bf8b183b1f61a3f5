using Compressor.Core.Archiving;
using Compressor.Core.Events;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Pipeline;

/// <summary>An archive in memory: one PUT stores it.</summary>
internal sealed class BufferedCandidate(ObjectStore store, SourceLocation source, ArchiveDestination destination, Archive archive, TimeSpan compressDuration) : IArchiveCandidate
{
    public SourceLocation Source => source;

    public ArchiveDestination Destination => destination;

    public uint Crc32 { get; } = ZipCrc32.Append(0, archive.Bytes.Span);

    public long BytesIn => archive.Entry.Size;

    public long BytesOut => archive.Bytes.Length;

    public TimeSpan? CompressDuration => compressDuration;

    public ValueTask<PutOutcome> StoreAsync(string? replaces, CancellationToken cancellationToken) =>
        store.PutAsync(destination, archive.Bytes, Crc32, replaces, cancellationToken);
}
