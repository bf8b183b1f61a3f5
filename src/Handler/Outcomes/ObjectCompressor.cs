using System.Buffers.Binary;
using System.Diagnostics;
using Amazon.S3;
using Compressor.Handler.Archiving;
using Compressor.Handler.Configuration;
using Compressor.Handler.Events;
using Compressor.Handler.Failures;
using Compressor.Handler.Keys;
using Compressor.Handler.Logging;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Outcomes;

/// <summary>
/// Gives one uploaded object exactly one outcome: GET pinned to the upload, compress, conditional PUT, and in delete mode the
/// removal of the source. Whatever is no <see cref="Outcome"/> is thrown, so that Lambda retries it.
/// </summary>
internal sealed class ObjectCompressor(CompressorSettings settings, ObjectStore store, BufferedArchiver archiver, InvocationLog log)
{
    private readonly KeyMapping _keys = settings.KeyMapping();
    private readonly S3StorageClass _storageClass = new(settings.StorageClass);
    private readonly SourceDownload _download = new(store, archiver, settings.MaxFileSize.Bytes, log);
    private readonly ArchivePublisher _publisher = new(store, mustHoldThisArchive: Deletes(settings));
    private readonly bool _deletes = Deletes(settings);

    /// <exception cref="FunctionException">The object failed; the type says how.</exception>
    public async ValueTask<ObjectResult> CompressAsync(ObjectUpload upload, CancellationToken cancellation)
    {
        if (!upload.IsObjectCreated)
        {
            return Skipped(upload, $"'{upload.EventName}' is no ObjectCreated event");
        }

        if (!_keys.TryGetName(upload.Key, out var name, out var reason))
        {
            return Skipped(upload, reason);
        }

        var archiveKey = _keys.ArchiveKey(name);
        var source = new SourceLocation(upload.Bucket, upload.Key, upload.ETag, upload.VersionId);
        if (upload.Size is { } size)
        {
            _download.ThrowIfTooLarge(source, size);
        }

        var started = Stopwatch.GetTimestamp();
        try
        {
            return await _download.ReadAsync(source, upload.Sequencer, cancellation) is { } downloaded
                ? await StoreAsync(upload, downloaded, archiveKey, Stopwatch.GetElapsedTime(started), cancellation)
                : await OutcomeOfMissingAsync(upload, archiveKey, cancellation);
        }
        catch (SourceReplacedException)
        {
            return Superseded(upload, "the source was replaced");
        }
    }

    private async ValueTask<ObjectResult> StoreAsync(
        ObjectUpload upload, DownloadedSource source, string archiveKey, TimeSpan read, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var archive = archiver.Complete(source.Entry, source.Size);
        if ((settings.VerifyArchives || _deletes) && ArchiveVerifier.Verify(archive) is { } flaw)
        {
            throw new FunctionException(
                ErrorTypes.IntegrityError, $"The archive of s3://{upload.Bucket}/{upload.Key} is wrong: {flaw}. Nothing was stored.");
        }

        var compress = Stopwatch.GetElapsedTime(started);
        var outcome = await _publisher.PublishAsync(
            new ArchiveUpload(
                upload.Bucket,
                archiveKey,
                archive.Bytes,
                Base64(archive.Crc32),
                _storageClass,
                MetadataOf(source.Location, source.Size, upload.Sequencer, source.Entry.Modified)),
            source.Location,
            cancellation);
        var write = Stopwatch.GetElapsedTime(started) - compress;
        if (_deletes && MayDelete(outcome, source.Location))
        {
            await store.DeleteAsync(source.Location, cancellation);
            log.SourceDeleted(upload.Bucket, upload.Key, source.Location.VersionId);
        }

        return new ObjectResult(upload.Key, outcome)
        {
            ArchiveKey = archiveKey,
            BytesIn = source.Size,
            BytesOut = archive.Bytes.Length,
            Reason = outcome == Outcome.Superseded ? "the archive is of a newer upload" : null,
            Durations = new StepDurations(read, compress, write),
        };
    }

    /// <summary>
    /// The archive of this upload is stored and verified. A version that was superseded may go as well: left behind, it would become
    /// the current one as soon as the newest version is deleted.
    /// </summary>
    private static bool MayDelete(Outcome outcome, SourceLocation source) =>
        outcome is Outcome.Compressed or Outcome.Duplicate || (outcome is Outcome.Superseded && source.VersionId is not null);

    /// <summary>The source is gone. That is as it should be where its archive, or a newer one, is there.</summary>
    private async ValueTask<ObjectResult> OutcomeOfMissingAsync(ObjectUpload upload, string archiveKey, CancellationToken cancellation)
    {
        var ours = MetadataOf(new SourceLocation(upload.Bucket, upload.Key, upload.ETag, upload.VersionId), upload.Size ?? 0, upload.Sequencer, null);
        var stored = await store.FindArchiveAsync(upload.Bucket, archiveKey, cancellation);
        var order = stored?.Metadata?.SourceKeySha256 == ours.SourceKeySha256
            ? UploadOrders.Of(stored.Metadata, ours)
            : UploadOrder.Unknown;
        return order switch
        {
            UploadOrder.Same => new ObjectResult(upload.Key, Outcome.Duplicate) { ArchiveKey = archiveKey },
            UploadOrder.StoredIsNewer => Superseded(upload, "the archive is of a newer upload"),
            UploadOrder.StoredIsOlder when _deletes => throw new FunctionException(
                ErrorTypes.Conflict,
                $"s3://{upload.Bucket}/{upload.Key} is gone, and its archive is of an older upload. Another upload of the same bytes may have been deleted in its place: turn versioning on where sources are deleted."),
            _ => new ObjectResult(upload.Key, Outcome.SourceMissing),
        };
    }

    private static ObjectResult Skipped(ObjectUpload upload, string reason) => new(upload.Key, Outcome.Skipped) { Reason = reason };

    private static ObjectResult Superseded(ObjectUpload upload, string reason) => new(upload.Key, Outcome.Superseded) { Reason = reason };

    private static bool Deletes(CompressorSettings settings) => settings.SourceAfterSuccess == SourceAfterSuccess.Delete;

    private static ArchiveMetadata MetadataOf(SourceLocation source, long size, string? sequencer, DateTimeOffset? lastModified) =>
        new(ArchiveMetadata.HashKey(source.Key), source.ETag ?? "", source.VersionId, size, sequencer, lastModified?.ToUnixTimeSeconds());

    private static string Base64(uint checksum)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, checksum);
        return Convert.ToBase64String(bytes);
    }
}
