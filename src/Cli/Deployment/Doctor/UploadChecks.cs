using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>
/// Whether S3 refuses the uploads that a deployment's bucket policy is to deny. Each is tried with an If-Match that no object can meet, so
/// that nothing is stored even where it is let through: S3 looks at policies first, and then says that there is no such object.
/// </summary>
internal sealed class UploadChecks(DeployedResources deployment, AwsConnection connection, Markers markers)
{
    private const string NoETag = "\"00000000000000000000000000000000\"";

    /// <summary>
    /// What S3 says if a policy has a Deny for the request, to whoever is of the bucket's account or organization:
    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
    /// </summary>
    private const string ExplicitDeny = "explicit deny";

    private const string ToMerge =
        "deploy again, or have the bucket's owner merge the policy in the output bucket_json_to_merge";

    /// <summary>A firewall may let nothing through to the port.</summary>
    private static readonly TimeSpan PlainHttpPatience = TimeSpan.FromSeconds(5);

    private readonly string _name = $"{Markers.Prefix}{Guid.NewGuid():N}{deployment.SourceSuffix}";

    /// <summary>Tries one after the other. Each has a line of its own.</summary>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        using var s3 = connection.CreateS3();
        var source = deployment.Mapping.SourceKey(_name);
        return
        [
            await TryPlainHttpAsync(cancellationToken),
            await TryAsync(
                s3,
                "archives",
                $"an upload under {deployment.ProcessedPrefix} by somebody else than the function",
                Put(deployment.Mapping.ArchiveKey(_name)),
                through => CheckResult.Fail("archives", $"{through}: anybody of the account may replace archives: {ToMerge}"),
                cancellationToken),
            await TryAsync(
                s3,
                "other keys",
                deployment.SourceSuffix.Length > 0 ? $"an upload without {deployment.SourceSuffix}" : "an upload under another prefix",
                Put(deployment.SourceSuffix.Length > 0 ? $"{source}~" : $"doctor-{Guid.NewGuid():N}"),
                through => CheckResult.Warn(
                    "other keys", $"{through}, and nobody compresses it. In a bucket that others use too, that is as it should be"),
                cancellationToken),
            await TryAsync(
                s3,
                "own keys",
                "an upload that is encrypted with the uploader's own key (SSE-C)",
                WithOwnKey(Put(source)),
                through => CheckResult.Warn("own keys", $"{through}, and the function cannot read it: {ToMerge}"),
                cancellationToken),
            await TryAsync(
                s3,
                "encryption",
                "an upload that asks for another encryption than the bucket's",
                WithEncryption(Put(source)),
                through => CheckResult.Skip("encryption", $"{through}: deny_other_encryption is off"),
                cancellationToken),
        ];
    }

    /// <summary>Tells nobody on the way a secret: the signature is of this request only, which stores nothing.</summary>
    private async Task<CheckResult> TryPlainHttpAsync(CancellationToken cancellationToken)
    {
        const string Name = "plain HTTP";
        var endpoint = connection.GetEndpoint("s3");
        if (endpoint.Scheme == Uri.UriSchemeHttp)
        {
            return CheckResult.Skip(Name, "the endpoint that was given has no TLS");
        }

        var plain = new UriBuilder(endpoint) { Scheme = Uri.UriSchemeHttp, Port = endpoint.IsDefaultPort ? -1 : endpoint.Port }.Uri;
        using var s3 = (connection with { Endpoint = plain }).CreateS3();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PlainHttpPatience);
        try
        {
            return await TryAsync(
                s3,
                Name,
                "an upload without TLS",
                Put($"{Markers.Prefix}{Guid.NewGuid():N}"),
                through => CheckResult.Fail(Name, $"{through}: {ToMerge}"),
                limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return CheckResult.Skip(Name, $"nothing answers at {plain}");
        }
    }

    private async Task<CheckResult> TryAsync(
        IAmazonS3 s3,
        string name,
        string what,
        PutObjectRequest request,
        Func<string, CheckResult> letThrough,
        CancellationToken cancellationToken)
    {
        try
        {
            await s3.PutObjectAsync(request, cancellationToken);
            return letThrough($"S3 takes {what}");
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchKey" || e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            markers.Forget(request.Key);
            return letThrough($"S3 would take {what}");
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.Forbidden)
        {
            markers.Forget(request.Key);
            return e.Message.Contains(ExplicitDeny, StringComparison.Ordinal)
                ? CheckResult.Ok(name, $"S3 refuses {what}")
                : CheckResult.Skip(name, $"S3 refuses {what}, but does not say that a policy denies it: {e.Message}");
        }
        catch (Exception e) when (e is not OperationCanceledException && S3Failure.Describe(e, deployment.BucketName) is { } failure)
        {
            return CheckResult.Skip(name, $"{what} cannot be tried: {failure.Message}");
        }
    }

    private PutObjectRequest Put(string key) =>
        new() { BucketName = deployment.BucketName, Key = markers.Note(key), ContentBody = "compressor doctor", IfMatch = NoETag };

    private static PutObjectRequest WithOwnKey(PutObjectRequest request)
    {
        var key = new byte[32];
        Random.Shared.NextBytes(key);
        request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
        request.ServerSideEncryptionCustomerProvidedKey = Convert.ToBase64String(key);
        return request;
    }

    private static PutObjectRequest WithEncryption(PutObjectRequest request)
    {
        request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AES256;
        return request;
    }
}
