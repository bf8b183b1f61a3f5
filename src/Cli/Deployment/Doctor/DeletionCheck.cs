using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>
/// Whether the deployed bucket's S3 refuses a DELETE whose If-Match names another upload, which delete mode relies on where the bucket has
/// no versions. It is tried with a marker: an object of the doctor's own, which no notification matches.
/// </summary>
internal sealed class DeletionCheck(DeployedResources deployment, AwsConnection connection, Markers markers)
{
    private const string Name = "delete mode";
    private const string WrongETag = "\"00000000000000000000000000000000\"";

    private const string Meaning =
        "source_after_success = \"delete\" is not exact in this bucket: an upload that replaces a source right before its deletion is "
            + "lost. Keep sources, or turn the bucket's versioning on";

    /// <summary>Puts a marker, and tries to delete it with a wrong ETag.</summary>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        using var s3 = connection.CreateS3();
        var key = markers.Note($"{Markers.Prefix}{Guid.NewGuid():N}");
        string? version;
        try
        {
            var marker = new PutObjectRequest { BucketName = deployment.BucketName, Key = key, ContentBody = "compressor doctor" };
            version = (await s3.PutObjectAsync(marker, cancellationToken)).VersionId;
            markers.Note(key, version);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "AccessDenied" or "Forbidden")
        {
            return
            [
                CheckResult.Skip(
                    Name,
                    $"a marker may not be put under {Markers.Prefix}: allow s3:PutObject there (`make deploy` updates an older policy)"),
            ];
        }
        catch (Exception e) when (e is not OperationCanceledException && S3Failure.Describe(e, deployment.BucketName) is { } failure)
        {
            return [CheckResult.Fail(Name, failure.Message)];
        }

        return [await TryAsync(s3, key, version, cancellationToken)];
    }

    private async Task<CheckResult> TryAsync(IAmazonS3 s3, string key, string? version, CancellationToken cancellationToken)
    {
        // "null" is the version of all objects where versions are suspended, and while there are none.
        var isVersioned = version is { Length: > 0 } and not "null";
        try
        {
            var request = new DeleteObjectRequest { BucketName = deployment.BucketName, Key = key, IfMatch = WrongETag };
            markers.Note(key, (await s3.DeleteObjectAsync(request, cancellationToken)).VersionId);
            return isVersioned
                ? CheckResult.Ok(
                    Name, "S3 accepts a DELETE with a wrong ETag, but the bucket has versions, and sources are deleted by version")
                : Bad($"S3 accepts a DELETE with a wrong ETag. {Meaning}");
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return await IsThereAsync(s3, key, cancellationToken) == false
                ? Bad($"S3 answers 412 to a DELETE with a wrong ETag, but deletes the object anyway. {Meaning}")
                : CheckResult.Ok(Name, "S3 refuses a DELETE with a wrong ETag (412)");
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "AccessDenied" or "Forbidden")
        {
            return CheckResult.Skip(Name, $"a marker may not be deleted under {Markers.Prefix}: allow s3:DeleteObject there");
        }
        catch (Exception e) when (e is not OperationCanceledException && S3Failure.Describe(e, deployment.BucketName) is { } failure)
        {
            return Bad($"a DELETE with If-Match cannot be tried: {failure.Message}");
        }
    }

    /// <summary>A failure where the deployment deletes sources, else a warning for whoever thinks of it.</summary>
    private CheckResult Bad(string message) =>
        deployment.DeletesSources
            ? CheckResult.Fail(Name, message)
            : CheckResult.Warn(Name, message);

    /// <summary>Whether the marker is there; null if S3 could not be asked.</summary>
    private async Task<bool?> IsThereAsync(IAmazonS3 s3, string key, CancellationToken cancellationToken)
    {
        try
        {
            await s3.GetObjectMetadataAsync(deployment.BucketName, key, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException && S3Failure.Describe(e, deployment.BucketName) is not null)
        {
            return e is AmazonS3Exception { StatusCode: HttpStatusCode.NotFound } ? false : null;
        }
    }
}
