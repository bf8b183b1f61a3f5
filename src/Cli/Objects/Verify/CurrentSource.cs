using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Compressor.Cli.Objects.Verify;

/// <summary>A source that was found, asked for once more.</summary>
/// <param name="VersionId">Its version; null where the bucket has none, <c>null</c> as a text if it is older than the versioning.</param>
internal sealed record CurrentSource(string? VersionId)
{
    /// <summary>
    /// Asks for it by HEAD, on condition that the object is still the one that was listed: a listing has no version.
    /// </summary>
    /// <returns>Null if the object was replaced or deleted since. What replaced it has an event of its own.</returns>
    /// <exception cref="AmazonS3Exception">S3 could not be asked.</exception>
    public static async Task<CurrentSource?> FindAsync(IAmazonS3 s3, string bucket, Finding finding, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetObjectMetadataRequest { BucketName = bucket, Key = finding.Key, EtagToMatch = $"\"{finding.ETag}\"" };
            var head = await s3.GetObjectMetadataAsync(request, cancellationToken);
            return new(string.IsNullOrEmpty(head.VersionId) ? null : head.VersionId);
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
