using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>
/// The objects that the doctor makes in a deployed bucket. Each key is its own, and is noted before anything is put there, so that it is
/// removed whatever happens.
/// </summary>
/// <param name="connection">Where S3 is, and who asks.</param>
/// <param name="bucket">The bucket.</param>
internal sealed class Markers(AwsConnection connection, string bucket)
{
    /// <summary>Where markers are put that nothing is to compress; the deployment's bucket policy lets uploads through there.</summary>
    public const string Prefix = "compressor-doctor/";

    private readonly Dictionary<string, HashSet<string>> _made = [];

    /// <summary>Notes a key that something may be put at.</summary>
    public string Note(string key)
    {
        _made.TryAdd(key, []);
        return key;
    }

    /// <summary>Notes a version that was made at a noted key, for buckets whose versions cannot be listed.</summary>
    public void Note(string key, string? version)
    {
        if (version is { Length: > 0 })
        {
            _made[key].Add(version);
        }
    }

    /// <summary>Forgets a key: S3 has refused to put anything there.</summary>
    public void Forget(string key) => _made.Remove(key);

    /// <summary>Removes what there is at the noted keys, with all versions. Returns a warning for each key where that failed.</summary>
    /// <param name="limit">How long it may take. An interrupt does not end it sooner.</param>
    public async Task<IReadOnlyList<CheckResult>> RemoveAsync(TimeSpan limit)
    {
        using var s3 = connection.CreateS3();
        using var stop = new CancellationTokenSource(limit);
        List<CheckResult> left = [];
        foreach (var (key, noted) in _made)
        {
            try
            {
                foreach (var version in await ListAsync(s3, key, stop.Token)
                    ?? (noted.Count > 0 ? noted : await FindCurrentAsync(s3, key, stop.Token)))
                {
                    var request = new DeleteObjectRequest { BucketName = bucket, Key = key, VersionId = version };
                    await s3.DeleteObjectAsync(request, stop.Token);
                }
            }
            catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchBucket")
            {
                // With it, everything is gone.
            }
            catch (Exception e)
                when (e is AmazonServiceException or AmazonClientException or HttpRequestException or OperationCanceledException)
            {
                left.Add(CheckResult.Warn(
                    "marker", $"{key} could not be removed: delete it (s3:DeleteObject and s3:DeleteObjectVersion)"));
            }
        }

        _made.Clear();
        return left;
    }

    /// <summary>Lists the versions and delete markers at a key; null for whoever may not, and where S3 cannot.</summary>
    private async Task<IReadOnlyCollection<string?>?> ListAsync(IAmazonS3 s3, string key, CancellationToken cancellationToken)
    {
        try
        {
            var request = new ListVersionsRequest { BucketName = bucket, Prefix = key };
            var versions = (await s3.ListVersionsAsync(request, cancellationToken)).Versions ?? [];
            return [.. versions.Where(version => version.Key == key).Select(version => version.VersionId)];
        }
        catch (AmazonS3Exception e) when (e.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    /// <summary>Returns the version of the object at a key: null where the bucket has none. Empty where there is no object.</summary>
    private async Task<IReadOnlyCollection<string?>> FindCurrentAsync(IAmazonS3 s3, string key, CancellationToken cancellationToken)
    {
        try
        {
            var found = await s3.GetObjectMetadataAsync(bucket, key, cancellationToken);
            return [found.VersionId is { Length: > 0 } version ? version : null];
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return [];
        }
    }
}
