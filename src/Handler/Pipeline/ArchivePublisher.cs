using Compressor.Core.Events;
using Compressor.Core.Failures;
using Compressor.Core.Outcomes;
using Compressor.Handler.Logging;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Pipeline;

/// <summary>
/// Stores an archive so that of all uploads of a key the newest one's archive stays, whatever other invocations do meanwhile.
/// Each write is conditional: on nothing being stored, or on exactly the older archive that it replaces being stored. The common
/// case is one PUT and nothing else.
/// </summary>
/// <param name="store">Where to.</param>
/// <param name="mustHoldThisArchive">
/// Whether a stored archive of the same upload is good enough only if it has the same bytes: before a source is deleted, the
/// archive that was verified has to be the one that is stored.
/// </param>
/// <param name="log">Told of parts that could not be removed.</param>
internal sealed class ArchivePublisher(ObjectStore store, bool mustHoldThisArchive, InvocationLog log)
{
    private const int Rounds = 5;
    private const int MinPauseMs = 20;
    private const int MaxPauseMs = 100;

    /// <returns>Compressed, Duplicate, Superseded or SourceMissing; null if the source can no longer be read.</returns>
    /// <exception cref="FunctionException"><c>KeyCollision</c>, <c>Conflict</c>, or what S3 failed with.</exception>
    public async ValueTask<Outcome?> PublishAsync(ArchiveCandidate archive, CancellationToken cancellationToken)
    {
        string? replaces = null;
        for (var round = 1; round <= Rounds; round++)
        {
            switch (await StoreAsync(archive, replaces, cancellationToken))
            {
                case null:
                    return null;

                case PutOutcome.Stored:
                    return Outcome.Compressed;

                case PutOutcome.Gone:
                    replaces = null;
                    break;

                case PutOutcome.Raced:
                    await Task.Delay(round * Random.Shared.Next(MinPauseMs, MaxPauseMs), cancellationToken);
                    break;

                case PutOutcome.Refused:
                    var stored = await store.FindArchiveAsync(archive.Destination.Bucket, archive.Destination.Key, cancellationToken);
                    if (stored is not null && await FindOutcomeBesideAsync(stored, archive, cancellationToken) is { } outcome)
                    {
                        return outcome;
                    }

                    replaces = stored?.ETag;
                    break;
            }
        }

        throw new FunctionException(
            ErrorTypes.Conflict,
            $"{archive.Destination} was changed by others in each of {Rounds} rounds. "
            + "The retry settles it; if not, look for another writer to that prefix.");
    }

    /// <summary>Stores the archive if nothing is stored, or over exactly what <paramref name="replaces"/> names.</summary>
    /// <returns>What S3 made of it; null if the source can no longer be read.</returns>
    private async ValueTask<PutOutcome?> StoreAsync(ArchiveCandidate archive, string? replaces, CancellationToken cancellationToken) =>
        archive is BufferedCandidate buffered
            ? await store.PutAsync(archive.Destination, buffered.Bytes, archive.Crc32, replaces, cancellationToken)
            : await StoreInPartsAsync((StreamedCandidate)archive, replaces, cancellationToken);

    private async ValueTask<PutOutcome?> StoreInPartsAsync(
        StreamedCandidate archive, string? replaces, CancellationToken cancellationToken)
    {
        if (!await archive.TryRewindAsync(cancellationToken))
        {
            return null;
        }

        var upload = await store.BeginUploadAsync(archive.Destination, cancellationToken);
        PutOutcome? outcome = null;
        try
        {
            if (await archive.TryPipeAsync(upload, cancellationToken))
            {
                outcome = await upload.CompleteAsync(archive.Crc32, replaces, cancellationToken);
            }

            return outcome;
        }
        finally
        {
            if (outcome != PutOutcome.Stored && await upload.TryAbortAsync() is { } failure)
            {
                log.AbortFailed(archive.Destination.Key, failure);
            }
        }
    }

    /// <summary>Returns the outcome that a stored archive gives this upload; null if that archive is to be replaced.</summary>
    private async ValueTask<Outcome?> FindOutcomeBesideAsync(
        StoredArchive stored, ArchiveCandidate archive, CancellationToken cancellationToken)
    {
        if (stored.Metadata?.SourceKeySha256 != archive.Destination.Metadata.SourceKeySha256)
        {
            throw new FunctionException(
                ErrorTypes.KeyCollision,
                $"{archive.Destination} is not an archive of '{archive.Source.Key}', and is not overwritten. "
                + "Rename the source, or remove what is there.");
        }

        return UploadOrders.Compare(stored.Metadata, archive.Destination.Metadata) switch
        {
            UploadOrder.Same => mustHoldThisArchive && stored.Crc32 != ChecksumText.From(archive.Crc32) ? null : Outcome.Duplicate,
            UploadOrder.StoredIsNewer => Outcome.Superseded,
            UploadOrder.StoredIsOlder => null,
            _ => await FindOutcomeByCurrentSourceAsync(stored.Metadata, archive.Source, cancellationToken),
        };
    }

    /// <summary>Asks the source which upload is the current one, if two cannot be told apart by their metadata.</summary>
    private async ValueTask<Outcome?> FindOutcomeByCurrentSourceAsync(
        ArchiveMetadata stored, SourceLocation source, CancellationToken cancellationToken)
    {
        var current = await store.FindSourceAsync(source.Bucket, source.Key, null, cancellationToken);
        if (current is null)
        {
            return stored.SourceETag == source.ETag ? Outcome.Duplicate : Outcome.SourceMissing;
        }

        var isOurs = current.ETag == source.ETag && (source.VersionId is null || current.VersionId == source.VersionId);
        return isOurs ? null : Outcome.Superseded;
    }
}
