using System.Diagnostics;
using System.Globalization;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>
/// Whether what is deployed compresses: a marker is uploaded where sources go, and its archive is waited for.
/// </summary>
internal sealed class RoundTripCheck(DeployedResources deployment, AwsConnection connection, Markers markers)
{
    /// <summary>How long an archive may take: a cold start and its event, with room for the event's retry after a minute.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private const string Name = "round trip";
    private const string Content = """{ "compressor": "doctor" }""";

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Uploads and waits.</summary>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<CheckResult> RunAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var s3 = connection.CreateS3();
        var name = $"{Markers.Prefix}{Guid.NewGuid():N}{deployment.SourceSuffix}";
        var (source, archive) = (markers.Note(deployment.Mapping.SourceKey(name)), markers.Note(deployment.Mapping.ArchiveKey(name)));
        var clock = Stopwatch.StartNew();
        try
        {
            var request = new PutObjectRequest { BucketName = deployment.BucketName, Key = source, ContentBody = Content };
            markers.Note(source, (await s3.PutObjectAsync(request, cancellationToken)).VersionId);
            while (clock.Elapsed < patience)
            {
                if (await FindAsync(s3, archive, cancellationToken) is { } found)
                {
                    markers.Note(archive, found.VersionId);
                    var seconds = clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
                    return CheckResult.Ok(Name, $"a source became an archive within {seconds} s");
                }

                await Task.Delay(PollInterval, cancellationToken);
            }

            return CheckResult.Fail(
                Name,
                $"{source} has no archive after {patience.TotalSeconds:0} s, and is removed: is the bucket's notification set? An event "
                    + "that comes later finds no source (SourceMissing). The function's log and `compressor redrive`, which lists dead "
                    + "letters, say what happened to it");
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
}
