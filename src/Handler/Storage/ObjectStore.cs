using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Compressor.Handler.Storage;

/// <summary>
/// The requests to S3 that the protocol is made of, with their expected refusals as values. Whatever else S3 answers is
/// thrown as a <see cref="Failures.FunctionException"/>.
/// </summary>
/// <param name="s3">The client.</param>
/// <param name="overTls">Whether requests are encrypted: only then may a body go unsigned.</param>
internal sealed class ObjectStore(IAmazonS3 s3, bool overTls)
{
    /// <summary>Opens a source for reading, pinned to the upload that the event told of.</summary>
    /// <returns>The opened object; null where it is gone (404).</returns>
    /// <exception cref="SourceReplacedException">The object has another ETag by now (412).</exception>
    public async ValueTask<SourceObject?> OpenAsync(SourceLocation source, CancellationToken cancellation)
    {
        try
        {
            return new SourceObject(await s3.GetObjectAsync(
                new GetObjectRequest
                {
                    BucketName = source.Bucket,
                    Key = source.Key,
                    EtagToMatch = source.ETag,
                    VersionId = source.VersionId,
                    ChecksumMode = ChecksumMode.ENABLED,
                },
                cancellation));
        }
        catch (AmazonS3Exception e) when (IsMissing(e))
        {
            return null;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            throw new SourceReplacedException();
        }
        catch (Exception e) when (StorageFailure.Explains(e, cancellation))
        {
            throw StorageFailure.From(e, $"GET s3://{source.Bucket}/{source.Key}");
        }
    }

    /// <summary>Returns what S3 says of a source as it is now; null where it is gone.</summary>
    public async ValueTask<SourceLocation?> FindSourceAsync(string bucket, string key, CancellationToken cancellation) =>
        await HeadAsync(bucket, key, cancellation) is { } found
            ? new SourceLocation(bucket, key, found.ETag?.Trim('"'), found.VersionId)
            : null;

    /// <summary>Returns what is stored under an archive's key; null where nothing is.</summary>
    public async ValueTask<StoredArchive?> FindArchiveAsync(string bucket, string key, CancellationToken cancellation) =>
        await HeadAsync(bucket, key, cancellation) is { } found
            ? new StoredArchive(found.ETag ?? "", found.ChecksumCRC32, ArchiveMetadata.From(found.Metadata))
            : null;

    /// <summary>Stores an archive where nothing is stored yet, or over exactly what <paramref name="replaces"/> names.</summary>
    /// <param name="archive">What to store, and where.</param>
    /// <param name="replaces">The ETag of the archive to replace; null to store only where there is none.</param>
    /// <param name="cancellation">Ends the request.</param>
    public async ValueTask<PutOutcome> PutAsync(ArchiveUpload archive, string? replaces, CancellationToken cancellation)
    {
        using var body = archive.OpenBody();
        var request = new PutObjectRequest
        {
            BucketName = archive.Bucket,
            Key = archive.Key,
            InputStream = body,
            AutoCloseStream = false,
            ContentType = "application/zip",
            StorageClass = archive.StorageClass,
            ChecksumCRC32 = archive.Crc32,
            DisablePayloadSigning = overTls,
            IfNoneMatch = replaces is null ? "*" : null,
            IfMatch = replaces,
        };
        archive.Metadata.AddTo(request.Metadata);
        try
        {
            await s3.PutObjectAsync(request, cancellation);
            return PutOutcome.Stored;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return PutOutcome.Refused;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            return PutOutcome.Raced;
        }
        catch (AmazonS3Exception e) when (replaces is not null && IsMissing(e))
        {
            return PutOutcome.Gone;
        }
        catch (Exception e) when (StorageFailure.Explains(e, cancellation))
        {
            throw StorageFailure.From(e, $"PUT s3://{archive.Bucket}/{archive.Key}");
        }
    }

    /// <summary>
    /// Deletes the upload that <paramref name="source"/> names, and nothing newer: its version, or the object while it has its ETag.
    /// </summary>
    public async ValueTask DeleteAsync(SourceLocation source, CancellationToken cancellation)
    {
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
                cancellation);
        }
        catch (AmazonS3Exception e) when (IsMissing(e) || e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            // Deleted already, or replaced: either way this upload is no longer there.
        }
        catch (Exception e) when (StorageFailure.Explains(e, cancellation))
        {
            throw StorageFailure.From(e, $"DELETE s3://{source.Bucket}/{source.Key}");
        }
    }

    private async ValueTask<GetObjectMetadataResponse?> HeadAsync(string bucket, string key, CancellationToken cancellation)
    {
        try
        {
            return await s3.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = bucket, Key = key, ChecksumMode = ChecksumMode.ENABLED },
                cancellation);
        }
        catch (AmazonS3Exception e) when (IsMissing(e))
        {
            return null;
        }
        catch (Exception e) when (StorageFailure.Explains(e, cancellation))
        {
            throw StorageFailure.From(e, $"HEAD s3://{bucket}/{key}");
        }
    }

    // A missing bucket is a 404 as well, and no object's fault.
    private static bool IsMissing(AmazonS3Exception e) =>
        e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != StorageFailure.NoSuchBucket;
}
