using Compressor.Core.Events;
using Compressor.Handler.Logging;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Pipeline;

/// <summary>
/// An archive too large for memory. Each try to store it reads the object again and uploads it in parts; what a try that did not
/// end well has uploaded is given up.
/// </summary>
internal sealed class StreamedCandidate(ObjectStore store, StreamingArchiver archiver, ArchiveOrder order, InvocationLog log) : IArchiveCandidate
{
    public SourceLocation Source { get; private set; } = order.Source;

    public ArchiveDestination Destination { get; private set; } = null!;

    public uint Crc32 { get; private set; }

    public long BytesIn { get; private set; }

    public long BytesOut { get; private set; }

    public TimeSpan? CompressDuration => null;

    public async ValueTask<PutOutcome> StoreAsync(string? replaces, CancellationToken cancellationToken)
    {
        using var reader = await SourceReader.OpenAsync(store, log, order.Source, cancellationToken);
        order.ThrowIfNotAsTold(reader);
        (Source, Destination, BytesIn) = (reader.Location, order.DestinationOf(reader), reader.Properties.Size);

        var upload = await store.BeginUploadAsync(Destination, cancellationToken);
        var outcome = PutOutcome.Refused;
        try
        {
            (Crc32, BytesOut) = await archiver.PipeAsync(reader, order.EntryOf(reader), upload, cancellationToken);
            outcome = await upload.CompleteAsync(Crc32, replaces, cancellationToken);
            return outcome;
        }
        finally
        {
            if (outcome != PutOutcome.Stored && await upload.TryAbortAsync() is { } failure)
            {
                log.AbortFailed(Destination.Key, failure);
            }
        }
    }
}
