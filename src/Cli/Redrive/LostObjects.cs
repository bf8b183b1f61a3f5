using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Handler.Events;
using Compressor.Handler.Failures;
using Compressor.Handler.Keys;

namespace Compressor.Cli.Redrive;

/// <summary>Tells whether an event still has something to work on.</summary>
internal sealed class LostObjects(IAmazonS3 s3, KeyMapping mapping)
{
    /// <summary>Returns the first object of an event that is gone, source and archive; null where there is none.</summary>
    /// <exception cref="AmazonS3Exception">S3 does not tell.</exception>
    public async Task<string?> FindAsync(IReadOnlyList<ObjectUpload> uploads, CancellationToken cancellationToken)
    {
        foreach (var upload in uploads.Where(upload => mapping.TryGetName(upload.Key, out _, out _)))
        {
            if (!await ExistsAsync(upload.Bucket, upload.Key, upload.VersionId, cancellationToken)
                && !(ArchiveKey(upload.Key) is { } archive && await ExistsAsync(upload.Bucket, archive, null, cancellationToken)))
            {
                return upload.Key;
            }
        }

        return null;
    }

    private string? ArchiveKey(string key)
    {
        try
        {
            return mapping.TryGetName(key, out var name, out _) ? mapping.ArchiveKey(name) : null;
        }
        catch (FunctionException)
        {
            // KeyTooLong: there can be no archive.
            return null;
        }
    }

    private async Task<bool> ExistsAsync(string bucket, string key, string? versionId, CancellationToken cancellationToken)
    {
        try
        {
            await s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = bucket, Key = key, VersionId = versionId }, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
