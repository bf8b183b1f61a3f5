using Compressor.Core.Archiving;
using Compressor.Core.Failures;
using Compressor.Handler.Logging;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Pipeline;

/// <summary>Makes archives of objects that fit the buffers: read whole, compressed whole, stored by one PUT.</summary>
/// <param name="store">Where objects are.</param>
/// <param name="archiver">Makes archives, and keeps its buffers.</param>
/// <param name="verifier">Takes each archive apart again; null where that is not asked for.</param>
/// <param name="log">Told of what is tried again.</param>
internal sealed class BufferedArchiving(ObjectStore store, BufferedArchiver archiver, ArchiveVerifier? verifier, InvocationLog log)
{
    // Large enough that reading costs no more than reading the whole at once, small enough that compression overlaps with it.
    private const int Slice = 256 * 1024;

    /// <summary>Downloads and compresses an object.</summary>
    /// <exception cref="SourceMissingException">The object is gone.</exception>
    /// <exception cref="SourceReplacedException">The object was uploaded again since.</exception>
    /// <exception cref="FunctionException"><c>ObjectTooLarge</c>, <c>IntegrityError</c>, or what S3 failed with.</exception>
    public async ValueTask<IArchiveCandidate> MakeAsync(ArchiveOrder order, CancellationToken cancellationToken)
    {
        using var reader = await SourceReader.OpenAsync(store, log, order.Source, cancellationToken);
        order.ThrowIfNotAsTold(reader);
        using var checksum = new SourceVerification(reader);
        var content = archiver.Prepare(order.EntryOf(reader), (int)reader.Properties.Size);
        for (var read = 0; read < content.Length;)
        {
            var slice = content.Slice(read, Math.Min(content.Length - read, Slice));
            await reader.FillAsync(slice, cancellationToken);
            checksum.Append(slice.Span);
            read += slice.Length;
            archiver.Advance(read);
        }

        checksum.ThrowIfDifferent();
        var archive = archiver.Complete();
        if (verifier?.Verify(archive) is { } flaw)
        {
            throw SourceVerification.Flawed(reader, flaw);
        }

        return new BufferedCandidate(store, reader.Location, order.DestinationOf(reader), archive, archiver.Elapsed);
    }
}
