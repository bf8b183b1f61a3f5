using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Core.Events;
using Compressor.Core.Failures;
using Compressor.Core.Outcomes;

namespace Compressor.Handler.Storage;

/// <summary>
/// The requests to S3 that the protocol is made of, with their expected refusals as values. Whatever else S3 answers is
/// thrown as a <see cref="FunctionException"/>.
/// </summary>
/// <param name="s3">The client.</param>
/// <param name="overTls">Whether requests are encrypted: only then may a body go unsigned.</param>
/// <param name="honorsConditionalDelete">Whether DELETE honors If-Match, as AWS's S3 does. Some other servers do not.</param>
internal sealed class ObjectStore(IAmazonS3 s3, bool overTls, bool honorsConditionalDelete = true)
{
    /// <summary>Whether a DELETE by ETag deletes the upload that was archived and no newer one.</summary>
    public bool DeletesExactly => honorsConditionalDelete;

    /// <summary>Opens a source for reading, pinned to the upload that the event told of.</summary>
    /// <param name="source">Which upload.</param>
    /// <param name="offset">Where to begin, in bytes: more than 0 where an earlier body broke off.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>What S3 made of it, and the object if it is <see cref="GetOutcome.Opened"/>.</returns>
    public async ValueTask<(GetOutcome Outcome, SourceObject? Source)> OpenAsync(
        SourceLocation source, long offset, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest
        {
            BucketName = source.Bucket,
            Key = source.Key,
            EtagToMatch = source.ETag,
            VersionId = source.VersionId,
            ChecksumMode = ChecksumMode.ENABLED,
        };
        if (offset > 0)
        {
            // Never for a whole object: a range of an empty one is refused.
            request.ByteRange = new ByteRange($"bytes={offset}-");
        }

        try
        {
            return (GetOutcome.Opened, new SourceObject(await s3.GetObjectAsync(request, cancellationToken)));
        }
        catch (AmazonS3Exception e) when (StorageFailure.IsMissing(e))
        {
            return (GetOutcome.Missing, null);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return (GetOutcome.Replaced, null);
        }
        catch (Exception e) when (StorageFailure.Explains(e, cancellationToken))
        {
            throw StorageFailure.From(e, $"GET s3://{source.Bucket}/{source.Key}");
        }
    }

    /// <summary>Returns what S3 says of a source, or of one version of it; null where it is gone.</summary>
    public async ValueTask<FoundSource?> FindSourceAsync(
        string bucket, string key, string? versionId, CancellationToken cancellationToken) =>
        await HeadAsync(bucket, key, versionId, cancellationToken) is { } found
            ? new FoundSource(found.ETag?.Trim('"'), found.VersionId, found.ContentLength)
            : null;

    /// <summary>Returns what is stored under an archive's key; null where nothing is.</summary>
    public async ValueTask<StoredArchive?> FindArchiveAsync(string bucket, string key, CancellationToken cancellationToken) =>
        await HeadAsync(bucket, key, null, cancellationToken) is { } found
            ? new StoredArchive(found.ETag ?? "", found.ChecksumCRC32, ArchiveMetadata.From(found.Metadata))
            : null;

    /// <summary>Stores an archive where nothing is stored yet, or over exactly what <paramref name="replaces"/> names.</summary>
    /// <param name="destination">Where to store it, and the upload that it was made from.</param>
    /// <param name="archive">The archive, in memory that does not move.</param>
    /// <param name="crc32">CRC-32 of <paramref name="archive"/>, which S3 checks.</param>
    /// <param name="replaces">The ETag of the archive to replace; null to store only where there is none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async ValueTask<PutOutcome> PutAsync(
        ArchiveDestination destination, ReadOnlyMemory<byte> archive, uint crc32, string? replaces, CancellationToken cancellationToken)
    {
        using var body = archive.OpenNative();
        var request = new PutObjectRequest
        {
            BucketName = destination.Bucket,
            Key = destination.Key,
            InputStream = body,
            AutoCloseStream = false,
            ContentType = destination.ContentType,
            StorageClass = destination.StorageClass,
            ChecksumCRC32 = ChecksumText.From(crc32),
            DisablePayloadSigning = overTls,
            IfNoneMatch = replaces is null ? "*" : null,
            IfMatch = replaces,
        };
        destination.Metadata.AddTo(request.Metadata);
        return await ConditionalWrite.RunAsync(
            () => s3.PutObjectAsync(request, cancellationToken), $"PUT {destination}", replaces, cancellationToken);
    }

    /// <summary>Begins to store an archive in parts.</summary>
    public async ValueTask<MultipartUpload> BeginUploadAsync(ArchiveDestination destination, CancellationToken cancellationToken) =>
        await MultipartUpload.BeginAsync(s3, overTls, destination, cancellationToken);

    /// <summary>
    /// Deletes the upload that <paramref name="source"/> names, and nothing newer: its version, or the object while it has its ETag.
    /// </summary>
    /// <returns>False if that upload is not there: deleted already, or replaced by a newer one, which stays.</returns>
    /// <remarks>
    /// Where DELETE may ignore If-Match, a HEAD right before it finds a newer upload. One that comes between the two is deleted.
    /// </remarks>
    public async ValueTask<bool> TryDeleteAsync(SourceLocation source, CancellationToken cancellationToken)
    {
        if (!honorsConditionalDelete
            && source.VersionId is null
            && (await FindSourceAsync(source.Bucket, source.Key, null, cancellationToken))?.ETag != source.ETag)
        {
            return false;
        }

        try
        {
            await s3.DeleteObjectAsync(
                new DeleteObjectRequest
                {
                    BucketName = source.Bucket,
                    Key = source.Key,
                    VersionId = source.VersionId,
                    IfMatch = source.VersionId is null ? source.ETag : null,
                },
                cancellationToken);
            return true;
        }
        catch (AmazonS3Exception e) when (StorageFailure.IsMissing(e) || e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return false;
        }
        catch (Exception e) when (StorageFailure.Explains(e, cancellationToken))
        {
            throw StorageFailure.From(e, $"DELETE s3://{source.Bucket}/{source.Key}");
        }
    }

    private async ValueTask<GetObjectMetadataResponse?> HeadAsync(
        string bucket, string key, string? versionId, CancellationToken cancellationToken)
    {
        try
        {
            return await s3.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = bucket, Key = key, VersionId = versionId, ChecksumMode = ChecksumMode.ENABLED },
                cancellationToken);
        }
        catch (AmazonS3Exception e) when (StorageFailure.IsMissing(e))
        {
            return null;
        }
        catch (Exception e) when (StorageFailure.Explains(e, cancellationToken))
        {
            throw StorageFailure.From(e, $"HEAD s3://{bucket}/{key}");
        }
    }
}
