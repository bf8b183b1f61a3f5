using System.Diagnostics;
using Amazon.S3;
using Compressor.Core.Events;
using Compressor.Core.Failures;
using Compressor.Core.Keys;
using Compressor.Core.Outcomes;
using Compressor.Handler.Logging;
using Compressor.Handler.Settings;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Pipeline;

/// <summary>
/// Gives one uploaded object exactly one outcome: GET pinned to the upload, compress, conditional write, and in delete mode the
/// removal of the source. Whatever is no <see cref="Outcome"/> is thrown, so that Lambda retries it.
/// </summary>
internal sealed class ObjectCompressor(CompressorSettings settings, ObjectStore store, ArchiveMaker maker, InvocationLog log)
{
    private readonly KeyMapping _keys = settings.KeyMapping();
    private readonly S3StorageClass _storageClass = new(settings.StorageClass);
    private readonly bool _deletes = settings.SourceAfterSuccess == SourceAfterSuccess.Delete;
    private readonly ArchivePublisher _publisher = new(store, settings.SourceAfterSuccess == SourceAfterSuccess.Delete);

    /// <exception cref="FunctionException">The object failed; the type says how.</exception>
    public async ValueTask<ObjectResult> CompressAsync(ObjectUpload upload, CancellationToken cancellationToken)
    {
        if (!upload.IsObjectCreated)
        {
            return Ended(upload, Outcome.Skipped, $"'{upload.EventName}' is no ObjectCreated event");
        }

        if (!_keys.TryGetName(upload.Key, out var name, out var reason))
        {
            return Ended(upload, Outcome.Skipped, reason);
        }

        var order = new ArchiveOrder(upload, _keys.ArchiveKey(name), _storageClass, settings.MaxFileSize);
        order.ThrowIfTooLarge(upload.Size ?? 0);
        try
        {
            return await CompressAsync(order, cancellationToken);
        }
        catch (SourceReplacedException)
        {
            return Ended(upload, Outcome.Superseded, "the source was replaced");
        }
        catch (SourceMissingException)
        {
            return await OutcomeOfMissingAsync(order, cancellationToken);
        }
    }

    private async ValueTask<ObjectResult> CompressAsync(ArchiveOrder order, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var archive = await maker.MakeAsync(order, cancellationToken);
        var made = Stopwatch.GetElapsedTime(started);
        var outcome = await _publisher.PublishAsync(archive, cancellationToken);
        var stored = Stopwatch.GetElapsedTime(started) - made;
        if (_deletes && MayDelete(outcome, archive.Source))
        {
            await store.DeleteAsync(archive.Source, cancellationToken);
            log.SourceDeleted(archive.Source.Bucket, archive.Source.Key, archive.Source.VersionId);
        }

        return new ObjectResult(order.Upload.Key, outcome)
        {
            ArchiveKey = order.ArchiveKey,
            BytesIn = archive.BytesIn,
            BytesOut = archive.BytesOut,
            Reason = outcome == Outcome.Superseded ? "the archive is of a newer upload" : null,
            MakeDuration = made,
            CompressDuration = archive.CompressDuration,
            StoreDuration = stored,
        };
    }

    /// <summary>
    /// The archive of this upload is stored and verified. A version that was superseded may go as well: left behind, it would become
    /// the current one as soon as the newest version is deleted.
    /// </summary>
    private static bool MayDelete(Outcome outcome, SourceLocation source) =>
        outcome is Outcome.Compressed or Outcome.Duplicate || (outcome is Outcome.Superseded && source.VersionId is not null);

    /// <summary>The source is gone. That is as it should be where its archive, or a newer one, is there.</summary>
    private async ValueTask<ObjectResult> OutcomeOfMissingAsync(ArchiveOrder order, CancellationToken cancellationToken)
    {
        var upload = order.Upload;
        var ours = new ArchiveMetadata(
            ArchiveMetadata.HashKey(upload.Key), upload.ETag ?? "", upload.VersionId, upload.Size ?? 0, upload.Sequencer, SourceLastModified: null);
        var stored = await store.FindArchiveAsync(upload.Bucket, order.ArchiveKey, cancellationToken);
        var compared = stored?.Metadata?.SourceKeySha256 == ours.SourceKeySha256
            ? UploadOrders.Compare(stored.Metadata, ours)
            : UploadOrder.Unknown;
        return compared switch
        {
            UploadOrder.Same => Ended(upload, Outcome.Duplicate) with { ArchiveKey = order.ArchiveKey },
            UploadOrder.StoredIsNewer => Ended(upload, Outcome.Superseded, "the archive is of a newer upload"),
            UploadOrder.StoredIsOlder when _deletes => throw new FunctionException(
                ErrorTypes.Conflict,
                $"s3://{upload.Bucket}/{upload.Key} is gone, and its archive is of an older upload. Another upload of the same bytes may have been deleted in its place: turn versioning on where sources are deleted."),
            _ => Ended(upload, Outcome.SourceMissing),
        };
    }

    private static ObjectResult Ended(ObjectUpload upload, Outcome outcome, string? reason = null) => new(upload.Key, outcome) { Reason = reason };
}
