using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>Whether the bucket can be made or is there, in this region, and may be listed.</summary>
internal static class BucketChecks
{
    private const string NameCheck = "bucket name";
    private const string ListCheck = "list bucket";
    private const string DeploymentTag = "Deployment";
    private const string RegionHeader = "x-amz-bucket-region";

    /// <summary>Looks at the name first, then asks S3.</summary>
    public static async Task<IReadOnlyList<CheckResult>> RunAsync(
        AwsConnection connection, PlannedDeployment planned, string name, CancellationToken cancellationToken)
    {
        if (BucketName.FindProblem(name) is { } problem)
        {
            return Failed($"'{name}' cannot be a bucket's name: {problem}: choose another BUCKET_NAME", "there is no such bucket");
        }

        using var s3 = connection.CreateS3();
        try
        {
            var found = await s3.HeadBucketAsync(new HeadBucketRequest { BucketName = name }, cancellationToken);
            return found.BucketRegion is { Length: > 0 } region && region != connection.EffectiveRegion
                ? ElsewhereResults(name, region, connection, planned)
                : [
                    await OwnAsync(s3, planned, name, connection.EffectiveRegion, cancellationToken),
                    await ListAsync(s3, name, cancellationToken),
                    .. planned.CreateBucket ? [] : await NotificationChecks.RunAsync(s3, planned, name, cancellationToken),
                ];
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            const string NotYet = "there is no bucket yet";
            return planned.CreateBucket
                ? [CheckResult.Ok(NameCheck, $"{name} is free"), CheckResult.Skip(ListCheck, NotYet)]
                : Failed(
                    $"there is no bucket {name}, and CREATE_BUCKET=false does not create one: choose another BUCKET_NAME, or leave "
                        + "CREATE_BUCKET out",
                    NotYet);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.Forbidden)
        {
            var way = planned.CreateBucket
                ? "choose another BUCKET_NAME"
                : "have its owner allow s3:ListBucket, or choose another BUCKET_NAME";
            return Failed($"{name} belongs to another account, or these credentials may not see it: {way}", "the bucket cannot be seen");
        }
        catch (AmazonS3Exception e) when (
            e.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect or HttpStatusCode.BadRequest)
        {
            return ElsewhereResults(
                name, (e.InnerException as HttpErrorResponseException)?.Response.GetHeaderValue(RegionHeader), connection, planned);
        }
        catch (Exception e) when (e is AmazonClientException or HttpRequestException)
        {
            return Failed($"S3 does not answer for {name}: {e.Message}", "the bucket cannot be seen");
        }
    }

    /// <summary>
    /// Looks at a bucket that the account owns. If this deployment did not make it, Terraform fails to make it, or adopts it and destroys
    /// it one day.
    /// </summary>
    private static async Task<CheckResult> OwnAsync(
        IAmazonS3 s3, PlannedDeployment planned, string name, string? region, CancellationToken cancellationToken)
    {
        if (planned.CreateBucket)
        {
            try
            {
                var tags = await s3.GetBucketTaggingAsync(new GetBucketTaggingRequest { BucketName = name }, cancellationToken);
                if (tags.TagSet?.Any(tag => tag.Key == DeploymentTag && tag.Value == planned.Name) != true)
                {
                    return NotOurs();
                }
            }
            catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchTagSet")
            {
                return NotOurs();
            }
            catch (AmazonS3Exception)
            {
                // Whoever may not see the tags is not warned.
            }
        }

        return CheckResult.Ok(NameCheck, $"{name} exists in {region}");

        CheckResult NotOurs() => CheckResult.Warn(
            NameCheck,
            $"{name} exists without the tag {DeploymentTag}={planned.Name}: if this deployment did not make it, use it by "
                + $"CREATE_BUCKET=false, or choose another BUCKET_NAME");
    }

    private static CheckResult[] ElsewhereResults(string name, string? region, AwsConnection connection, PlannedDeployment planned)
    {
        var known = region is { Length: > 0 };
        var way = planned.CreateBucket
            ? "choose another BUCKET_NAME"
            : $"deploy with REGION={(known ? region : "…")}, or choose another BUCKET_NAME";
        return Failed(
            $"{name} exists, but in {(known ? region : "another region")}, and this deployment goes to "
                + $"{connection.EffectiveRegion}: {way}",
            "the bucket is in another region");
    }

    private static CheckResult[] Failed(string message, string whyNoListing) =>
        [CheckResult.Fail(NameCheck, message), CheckResult.Skip(ListCheck, whyNoListing)];

    private static async Task<CheckResult> ListAsync(IAmazonS3 s3, string name, CancellationToken cancellationToken)
    {
        try
        {
            await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = name, MaxKeys = 1 }, cancellationToken);
            return CheckResult.Ok(ListCheck, "allowed");
        }
        catch (AmazonS3Exception e)
        {
            return CheckResult.Fail(
                ListCheck,
                $"{name} cannot be listed ({e.ErrorCode}): allow s3:ListBucket, without which S3 answers 403 for missing objects, and "
                    + $"`compressor verify` sees nothing");
        }
    }
}
