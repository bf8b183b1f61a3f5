using Compressor.Core.Archiving;
using Compressor.Core.Events;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Pipeline;

/// <summary>An archive that wants to be stored, however often the conditional write has to be tried.</summary>
internal abstract class ArchiveCandidate(ArchiveOrder order, SourceReader reader)
{
    /// <summary>The upload it was made from.</summary>
    public SourceLocation Source { get; } = reader.Location;

    /// <summary>Where it goes, with its metadata.</summary>
    public ArchiveDestination Destination { get; } = order.CreateDestination(reader);

    /// <summary>The object's size in bytes.</summary>
    public long BytesIn { get; } = reader.Properties.Size;

    /// <summary>The archive's size in bytes; 0 before a streamed one is made.</summary>
    public long BytesOut { get; protected set; }

    /// <summary>CRC-32 of the whole archive; 0 before a streamed one is made.</summary>
    public uint Crc32 { get; protected set; }

    /// <summary>The engine that compresses it.</summary>
    public required string Engine { get; init; }

    /// <summary>How long compressing took; null if it is compressed while it is stored.</summary>
    public TimeSpan? CompressDuration { get; init; }

    protected ArchiveOrder Order { get; } = order;

    protected SourceReader Reader { get; } = reader;
}

/// <summary>An archive in memory: one PUT stores it.</summary>
internal sealed class BufferedCandidate : ArchiveCandidate
{
    public BufferedCandidate(ArchiveOrder order, SourceReader reader, ReadOnlyMemory<byte> bytes)
        : base(order, reader) =>
        (Bytes, BytesOut, Crc32) = (bytes, bytes.Length, ZipCrc32.Append(0, bytes.Span));

    /// <summary>The archive, in memory that does not move.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }
}

/// <summary>
/// An archive too large for memory. Each try to store it reads the object from its first byte and uploads the archive in parts.
/// </summary>
internal sealed class StreamedCandidate(ArchiveOrder order, SourceReader reader, StreamingArchiver archiver)
    : ArchiveCandidate(order, reader)
{
    /// <summary>Makes the archive and uploads its parts, so that the upload only needs to be completed.</summary>
    /// <returns>False if the source can no longer be read; the reader knows why.</returns>
    public async ValueTask<bool> TryPipeAsync(MultipartUpload upload, CancellationToken cancellationToken)
    {
        if (await archiver.PipeAsync(Reader, Order.CreateEntry(Reader), upload, cancellationToken) is not var (crc32, length))
        {
            return false;
        }

        (Crc32, BytesOut) = (crc32, length);
        return true;
    }

    /// <inheritdoc cref="SourceReader.TryRewindAsync"/>
    public ValueTask<bool> TryRewindAsync(CancellationToken cancellationToken) => Reader.TryRewindAsync(cancellationToken);
}
