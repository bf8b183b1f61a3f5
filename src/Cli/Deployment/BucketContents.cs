using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Deployment;

/// <summary>What a bucket holds.</summary>
internal static class BucketContents
{
    private const int PageSize = 1000;

    /// <summary>
    /// Counts objects, versions and delete markers, so that what only looks deleted counts too; stops once there are more than
    /// <paramref name="max"/>. A bucket that does not exist holds nothing.
    /// </summary>
    /// <exception cref="CommandException">The bucket cannot be read.</exception>
    public static async Task<int> CountAsync(IAmazonS3 s3, string bucket, int max, CancellationToken cancellationToken)
    {
        var request = new ListVersionsRequest { BucketName = bucket, MaxKeys = Math.Clamp(max + 1, 1, PageSize) };
        var count = 0;
        try
        {
            while (true)
            {
                var page = await s3.ListVersionsAsync(request, cancellationToken);
                count += page.Versions?.Count ?? 0;
                if (count > max || page.IsTruncated != true)
                {
                    return count;
                }

                (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
            }
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchBucket")
        {
            return 0;
        }
        catch (Exception e) when (S3Failure.Describe(e, bucket) is { } failure)
        {
            throw new CommandException($"cannot find out whether the bucket holds data: {failure.Message}");
        }
    }
}
