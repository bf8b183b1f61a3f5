using System.Diagnostics;
using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>
/// Whether what is deployed compresses: a marker is uploaded where sources go, its archive is waited for, and both are removed.
/// </summary>
internal sealed class RoundTripCheck(DeployedResources deployment, AwsConnection connection)
{
    /// <summary>How long an archive may take: a cold start and its event, with room for the event's retry after a minute.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private const string Name = "round trip";
    private const string Content = """{ "compressor": "doctor" }""";

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Uploads, waits and removes.</summary>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">Stops it. What was uploaded then stays.</param>
    public async Task<CheckResult> RunAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var s3 = connection.CreateS3();
        var name = $"compressor-doctor/{Guid.NewGuid():N}{deployment.SourceSuffix}";
        var (source, archive) = (deployment.Mapping.SourceKey(name), deployment.Mapping.ArchiveKey(name));
        var clock = Stopwatch.StartNew();
        try
        {
            var request = new PutObjectRequest { BucketName = deployment.BucketName, Key = source, ContentBody = Content };
            var uploaded = await s3.PutObjectAsync(request, cancellationToken);
            while (clock.Elapsed < patience)
            {
                if (await FindAsync(s3, archive, cancellationToken) is { } found)
                {
                    var seconds = clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
                    return await RemoveAsync(s3, source, uploaded.VersionId, cancellationToken)
                        && await RemoveAsync(s3, archive, found.VersionId, cancellationToken)
                        ? CheckResult.Ok(Name, $"a source became an archive within {seconds} s")
                        : CheckResult.Warn(
                            Name,
                            $"a source became an archive within {seconds} s, but may not be removed: delete {source} and {archive} "
                                + "(s3:DeleteObject and s3:DeleteObjectVersion)");
                }

                await Task.Delay(PollInterval, cancellationToken);
            }

            return CheckResult.Fail(
                Name,
                $"{source} has no archive after {patience.TotalSeconds:0} s, and stays until it expires: is the bucket's notification set? "
                    + "The function's log and `compressor redrive`, which lists dead letters, say what happened to its event");
        }
        catch (Exception e) when (e is not OperationCanceledException && S3Failure.Describe(e, deployment.BucketName) is { } failure)
        {
            return CheckResult.Fail(Name, failure.Message);
        }
    }

    private async Task<GetObjectMetadataResponse?> FindAsync(IAmazonS3 s3, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await s3.GetObjectMetadataAsync(deployment.BucketName, key, cancellationToken);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<bool> RemoveAsync(IAmazonS3 s3, string key, string? version, CancellationToken cancellationToken)
    {
        try
        {
            var request = new DeleteObjectRequest { BucketName = deployment.BucketName, Key = key, VersionId = version };
            await s3.DeleteObjectAsync(request, cancellationToken);
            return true;
        }
        catch (AmazonServiceException)
        {
            return false;
        }
    }
}
