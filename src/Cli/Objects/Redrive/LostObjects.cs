using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Core.Archiving;
using Compressor.Core.Events;
using Compressor.Core.Failures;
using Compressor.Core.Keys;
using Compressor.Core.Outcomes;

namespace Compressor.Cli.Objects.Redrive;

/// <summary>Tells whether an event still has something to work on.</summary>
internal sealed class LostObjects(IAmazonS3 s3, KeyMapping mapping)
{
    /// <summary>
    /// Returns the first object of an event that is gone, with no archive of that upload or of a newer one; null where there is none.
    /// </summary>
    /// <exception cref="AmazonS3Exception">S3 does not tell.</exception>
    public async Task<string?> FindAsync(IReadOnlyList<ObjectUpload> uploads, CancellationToken cancellationToken)
    {
        foreach (var upload in uploads.Where(upload => mapping.TryGetName(upload.Key, out _, out _)))
        {
            if (await HeadAsync(upload.Bucket, upload.Key, upload.VersionId, cancellationToken) is null
                && !await IsArchivedAsync(upload, cancellationToken))
            {
                return upload.Key;
            }
        }

        return null;
    }

    /// <summary>Whether the upload's work is done: by the metadata of its archive, of whatever format.</summary>
    private async Task<bool> IsArchivedAsync(ObjectUpload upload, CancellationToken cancellationToken)
    {
        foreach (var format in Enum.GetValues<ArchiveFormat>())
        {
            if (await IsArchivedAsync(upload, format, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> IsArchivedAsync(ObjectUpload upload, ArchiveFormat format, CancellationToken cancellationToken)
    {
        if (ArchiveKey(upload.Key, format) is not { } key
            || await HeadAsync(upload.Bucket, key, null, cancellationToken) is not { } found
            || ArchiveMetadata.From(found.Metadata) is not { } stored)
        {
            return false;
        }

        var ours = new ArchiveMetadata(
            ArchiveMetadata.HashKey(upload.Key),
            upload.ETag ?? "",
            upload.VersionId,
            upload.Size ?? 0,
            upload.Sequencer,
            SourceLastModified: null);
        return stored.SourceKeySha256 == ours.SourceKeySha256
            && UploadOrders.Compare(stored, ours) is UploadOrder.Same or UploadOrder.StoredIsNewer;
    }

    private string? ArchiveKey(string key, ArchiveFormat format)
    {
        try
        {
            return mapping.TryGetName(key, out var name, out _) ? (mapping with { Format = format }).ArchiveKey(name) : null;
        }
        catch (FunctionException)
        {
            // KeyTooLong: there can be no archive.
            return null;
        }
    }

    private async Task<GetObjectMetadataResponse?> HeadAsync(
        string bucket, string key, string? versionId, CancellationToken cancellationToken)
    {
        try
        {
            return await s3.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = bucket, Key = key, VersionId = versionId }, cancellationToken);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
