using Compressor.Core.Failures;
using Compressor.Handler.Logging;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Pipeline;

/// <summary>Chooses between memory and streaming, by the object's size.</summary>
/// <param name="store">Where objects are.</param>
/// <param name="buffered">Makes archives in memory.</param>
/// <param name="streaming">Makes archives in pieces; null where no object may be so large.</param>
/// <param name="largestBuffered">The largest object that is compressed in memory, in bytes.</param>
/// <param name="log">Told of what is tried again.</param>
internal sealed class ArchiveMaker(
    ObjectStore store, BufferedArchiving buffered, StreamingArchiver? streaming, long largestBuffered, InvocationLog log)
{
    /// <summary>Makes the archive, or, where it is streamed, what makes it when it is stored.</summary>
    /// <exception cref="SourceMissingException">The object is gone.</exception>
    /// <exception cref="SourceReplacedException">The object was uploaded again since.</exception>
    /// <exception cref="FunctionException"><c>ObjectTooLarge</c>, <c>IntegrityError</c>, or what S3 failed with.</exception>
    public async ValueTask<IArchiveCandidate> MakeAsync(ArchiveOrder order, CancellationToken cancellationToken)
    {
        var size = order.Upload.Size ?? await SizeOfAsync(order, cancellationToken);
        return streaming is not null && size > largestBuffered
            ? new StreamedCandidate(store, streaming, order, log)
            : await buffered.MakeAsync(order, cancellationToken);
    }

    /// <summary>S3 Batch tells no size.</summary>
    private async ValueTask<long> SizeOfAsync(ArchiveOrder order, CancellationToken cancellationToken) =>
        await store.FindSourceAsync(order.Source.Bucket, order.Source.Key, order.Source.VersionId, cancellationToken) is { } found
            ? found.Size
            : throw new SourceMissingException();
}
