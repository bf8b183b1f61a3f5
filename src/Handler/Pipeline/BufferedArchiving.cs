using Compressor.Core.Archiving;
using Compressor.Core.Failures;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Pipeline;

/// <summary>Makes archives of objects that fit the buffers: read whole, compressed whole, stored by one PUT.</summary>
/// <param name="archiver">Makes archives, and keeps its buffers.</param>
/// <param name="verifier">Takes each archive apart again; null if that is not asked for.</param>
internal sealed class BufferedArchiving(BufferedArchiver archiver, ArchiveVerifier? verifier)
{
    // Large enough that reading costs no more than reading the whole at once, small enough that compression overlaps with it.
    private const int SliceLength = 256 * 1024;

    /// <inheritdoc cref="BufferedArchiver.Capacity"/>
    public long Capacity => archiver.Capacity;

    /// <inheritdoc cref="BufferedArchiver.CapacityFor"/>
    public long CapacityFor(long size) => archiver.CapacityFor(size);

    /// <summary>Gives the buffers' memory back; the next object gets new ones.</summary>
    public void Release() => archiver.Release();

    /// <summary>Reads and compresses an object.</summary>
    /// <param name="order">What is asked for.</param>
    /// <param name="reader">The object.</param>
    /// <param name="engines">
    /// Entered to compress, off this thread; null where the object is alone and compressed on it, while the rest is on its way if the
    /// engine can do that.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its archive; null if the source can no longer be read.</returns>
    /// <exception cref="FunctionException"><c>IntegrityError</c>, or what S3 failed with.</exception>
    public async ValueTask<ArchiveCandidate?> TryMakeAsync(
        ArchiveOrder order, SourceReader reader, SemaphoreSlim? engines, CancellationToken cancellationToken)
    {
        using var checksum = new SourceVerification(reader);
        var content = archiver.Prepare(order.CreateEntry(reader), (int)reader.Properties.Size);
        for (var read = 0; read < content.Length;)
        {
            var slice = content.Slice(read, Math.Min(content.Length - read, SliceLength));
            if (!await reader.TryFillAsync(slice, cancellationToken))
            {
                return null;
            }

            checksum.Append(slice.Span);
            read += slice.Length;
            if (engines is null)
            {
                archiver.Advance(read);
            }
        }

        checksum.ThrowIfDifferent();
        if (engines is null)
        {
            return Complete(order, reader);
        }

        await engines.WaitAsync(cancellationToken);
        try
        {
            await Task.Yield();
            return Complete(order, reader);
        }
        finally
        {
            engines.Release();
        }
    }

    private BufferedCandidate Complete(ArchiveOrder order, SourceReader reader)
    {
        var archive = archiver.Complete();
        return verifier?.Verify(archive) is { } flaw
            ? throw SourceVerification.Flawed(reader, flaw)
            : new BufferedCandidate(order, reader, archive.Bytes) { Engine = archiver.Engine, CompressDuration = archiver.Elapsed };
    }
}
