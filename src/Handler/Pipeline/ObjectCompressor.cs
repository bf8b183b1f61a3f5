using System.Diagnostics;
using Amazon.S3;
using Compressor.Core.Archiving;
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
/// removal of the source. Everything that is not an <see cref="Outcome"/> is thrown, so that Lambda retries it.
/// </summary>
/// <param name="settings">The function's settings.</param>
/// <param name="store">Where objects are.</param>
/// <param name="streaming">Makes archives in parts; null if no object may be so large.</param>
/// <param name="maxBufferedBytes">The size of the largest object that is compressed in memory, in bytes.</param>
/// <param name="log">The invocation's log.</param>
internal sealed class ObjectCompressor(
    CompressorSettings settings,
    ObjectStore store,
    StreamingArchiver? streaming,
    long maxBufferedBytes,
    InvocationLog log)
{
    private readonly KeyMapping _keys = settings.KeyMapping();
    private readonly string _contentType = settings.Format.Define().ContentType;
    private readonly S3StorageClass _storageClass = new(settings.StorageClass);
    private readonly bool _deletes = settings.SourceAfterSuccess == SourceAfterSuccess.Delete;
    private readonly ArchivePublisher _publisher = new(store, settings.SourceAfterSuccess == SourceAfterSuccess.Delete, log);
    private bool _toldOfDeletes;

    /// <summary>Returns the most bytes that will be read: what the event tells of exactly this upload, else MAX_FILE_SIZE.</summary>
    public long MaxBytes(ObjectUpload upload)
    {
        long max = settings.MaxFileSize;
        var size = upload is { ETag: not null, Size: { } told } ? told : max;
        return upload.IsObjectCreated && size <= max ? size : 0;
    }

    /// <param name="upload">The object.</param>
    /// <param name="lane">What it may use.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FunctionException">The object failed; the type says how.</exception>
    public async ValueTask<ObjectResult> CompressAsync(ObjectUpload upload, Lane lane, CancellationToken cancellationToken)
    {
        if (!upload.IsObjectCreated)
        {
            return End(upload, Outcome.Skipped, $"'{upload.EventName}' is not an ObjectCreated event");
        }

        if (!_keys.TryGetName(upload.Key, out var name, out var reason))
        {
            return End(upload, Outcome.Skipped, reason);
        }

        var order = new ArchiveOrder(upload, _keys.ArchiveKey(name), _contentType, _storageClass, settings.MaxFileSize);
        order.ThrowIfTooLarge(upload.Size ?? 0);

        var started = Stopwatch.GetTimestamp();
        var (got, reader) = await SourceReader.OpenAsync(store, log, order.Source, cancellationToken);
        if (reader is null)
        {
            return await EndWithoutSourceAsync(order, got, cancellationToken);
        }

        using (reader)
        {
            return await CompressAsync(order, reader, lane, started, cancellationToken)
                ?? await EndWithoutSourceAsync(order, reader.Outcome, cancellationToken);
        }
    }

    /// <returns>Null if the source can no longer be read.</returns>
    private async ValueTask<ObjectResult?> CompressAsync(
        ArchiveOrder order, SourceReader reader, Lane lane, long started, CancellationToken cancellationToken)
    {
        order.ThrowIfNotAsTold(reader);
        var archive = streaming is not null && reader.Properties.Size > maxBufferedBytes
            ? streaming.Begin(order, reader)
            : await lane.Archiving.TryMakeAsync(order, reader, lane.Engines, cancellationToken);
        var made = Stopwatch.GetElapsedTime(started);
        if (archive is null || await _publisher.PublishAsync(archive, cancellationToken) is not { } outcome)
        {
            return null;
        }

        var stored = Stopwatch.GetElapsedTime(started) - made;
        if (_deletes && MayDelete(outcome, archive.Source))
        {
            await DeleteAsync(archive.Source, cancellationToken);
        }

        return new ObjectResult(order.Upload.Key, outcome)
        {
            ArchiveKey = order.ArchiveKey,
            BytesIn = archive.BytesIn,
            BytesOut = archive.BytesOut,
            Reason = outcome == Outcome.Superseded ? "the archive is of a newer upload" : null,
            Engine = archive.Engine,
            MakeDuration = made,
            CompressDuration = archive.CompressDuration,
            StoreDuration = stored,
        };
    }

    private async ValueTask DeleteAsync(SourceLocation source, CancellationToken cancellationToken)
    {
        if (!store.DeletesExactly && source.VersionId is null && !_toldOfDeletes)
        {
            _toldOfDeletes = true;
            log.DeletesNotExact();
        }

        if (await store.TryDeleteAsync(source, cancellationToken))
        {
            log.SourceDeleted(source.Bucket, source.Key, source.VersionId);
        }
    }

    /// <summary>
    /// The archive of this upload is stored and verified. A version that was superseded may go as well: left behind, it would become
    /// the current one as soon as the newest version is deleted.
    /// </summary>
    private static bool MayDelete(Outcome outcome, SourceLocation source) =>
        outcome is Outcome.Compressed or Outcome.Duplicate || (outcome is Outcome.Superseded && source.VersionId is not null);

    /// <summary>The upload cannot be read. If it is gone, that is as it should be if its archive, or a newer one, is there.</summary>
    private async ValueTask<ObjectResult> EndWithoutSourceAsync(ArchiveOrder order, GetOutcome got, CancellationToken cancellationToken)
    {
        var upload = order.Upload;
        if (got == GetOutcome.Replaced)
        {
            return End(upload, Outcome.Superseded, "the source was replaced");
        }

        var ours = new ArchiveMetadata(
            ArchiveMetadata.HashKey(upload.Key),
            upload.ETag ?? "",
            upload.VersionId,
            upload.Size ?? 0,
            upload.Sequencer,
            SourceLastModified: null);
        var stored = await store.FindArchiveAsync(upload.Bucket, order.ArchiveKey, cancellationToken);
        var compared = stored?.Metadata?.SourceKeySha256 == ours.SourceKeySha256
            ? UploadOrders.Compare(stored.Metadata, ours)
            : UploadOrder.Unknown;
        return compared switch
        {
            UploadOrder.Same => End(upload, Outcome.Duplicate) with { ArchiveKey = order.ArchiveKey },
            UploadOrder.StoredIsNewer => End(upload, Outcome.Superseded, "the archive is of a newer upload"),
            UploadOrder.StoredIsOlder when _deletes => throw new FunctionException(
                ErrorTypes.Conflict,
                $"s3://{upload.Bucket}/{upload.Key} is gone, and its archive is of an older upload. Another upload of the same bytes "
                + "may have been deleted in its place: turn versioning on where sources are deleted."),
            _ => End(upload, Outcome.SourceMissing),
        };
    }

    private static ObjectResult End(ObjectUpload upload, Outcome outcome, string? reason = null) =>
        new(upload.Key, outcome) { Reason = reason };
}
