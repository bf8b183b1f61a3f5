using Amazon.S3;
using Amazon.S3.Model;

namespace Compressor.Cli.Objects.Verify;

/// <summary>Lists a bucket in the order of keys, a page at a time, and steps over one prefix.</summary>
internal static class BucketListing
{
    /// <summary>Returns every object that is not under <paramref name="without"/>.</summary>
    /// <param name="s3">The client.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="without">A prefix whose objects are not even listed: there may be millions.</param>
    /// <param name="pageSize">How many keys to ask for at a time, 1 to 1,000.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async IAsyncEnumerable<S3Object> ReadAsync(
        IAmazonS3 s3,
        string bucket,
        string without,
        int pageSize,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? startAfter = null;
        while (true)
        {
            var page = await s3.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = bucket, StartAfter = startAfter, MaxKeys = pageSize }, cancellationToken);
            var stepOver = false;
            foreach (var found in page.S3Objects ?? [])
            {
                startAfter = found.Key;
                if (found.Key.StartsWith(without, StringComparison.Ordinal))
                {
                    // Past every key with the prefix: no key has the last code point at all, and U+FFFF would sort before some.
                    startAfter = without + "\U0010FFFF";
                    stepOver = true;
                    break;
                }

                yield return found;
            }

            if (!stepOver && page.IsTruncated != true)
            {
                yield break;
            }
        }
    }
}
