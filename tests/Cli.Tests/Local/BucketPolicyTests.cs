using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Local;

/// <summary>The denies of a bucket's policy, as the local AWS evaluates them.</summary>
[Integration]
public sealed class BucketPolicyTests : IAsyncLifetime
{
    private const string Bucket = ConnectedFunction.Bucket;

    private ConnectedFunction _aws = null!;

    public async Task InitializeAsync() => _aws = await ConnectedFunction.StartAsync();

    public async Task DisposeAsync() => await _aws.DisposeAsync();

    /// <summary>Over plain HTTP, for which the local AWS listens on the same port, and with and without a condition of a write.</summary>
    [Fact]
    public async Task What_a_policy_denies_is_refused_and_nothing_else()
    {
        await _aws.S3.PutBucketPolicyAsync(Bucket, """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Deny", "Principal": "*", "Action": "s3:*",
               "Resource": "arn:aws:s3:::a-bucket/*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
              {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject",
               "Resource": "arn:aws:s3:::a-bucket/secret/*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}},
              {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::a-bucket/*",
               "Condition": {"Null": {"s3:if-none-match": "true"}, "Bool": {"s3:ObjectCreationOperation": "true"}}},
              {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject",
               "NotResource": ["arn:aws:s3:::a-bucket/incoming/*.json", "arn:aws:s3:::a-bucket/secret/*"]}]}
            """);
        var endpoint = new UriBuilder(_aws.Connection.Endpoint!) { Scheme = "http" }.Uri;
        using var plain = (_aws.Connection with { Endpoint = endpoint }).CreateS3();

        await PutAsync("incoming/a.json", "*");
        await ShouldBeDeniedAsync(() => PutAsync("incoming/b.json"));
        await ShouldBeDeniedAsync(() => PutAsync("incoming/a.txt", "*"));
        await ShouldBeDeniedAsync(() => PutAsync("secret/a", "*"));
        await ShouldBeDeniedAsync(() => plain.GetObjectAsync(Bucket, "incoming/a.json"));
        var several = new DeleteObjectsRequest { BucketName = Bucket, Objects = [new() { Key = "incoming/a.json" }] };
        (await Should.ThrowAsync<DeleteObjectsException>(() => plain.DeleteObjectsAsync(several)))
            .Response.DeleteErrors.ShouldHaveSingleItem().Code.ShouldBe("AccessDenied");

        (await plain.ListObjectsV2Async(new() { BucketName = Bucket })).S3Objects.ShouldHaveSingleItem().Key.ShouldBe("incoming/a.json");
        var upload = await _aws.S3.InitiateMultipartUploadAsync(Bucket, "incoming/parts.json");
        await _aws.S3.AbortMultipartUploadAsync(Bucket, "incoming/parts.json", upload.UploadId);
        using var stored = await _aws.S3.GetObjectAsync(Bucket, "incoming/a.json");
        stored.ContentLength.ShouldBe(2);
    }

    [Fact]
    public async Task A_condition_that_is_not_evaluated_here_denies_nothing_and_stands_in_the_log()
    {
        await _aws.S3.PutBucketPolicyAsync(Bucket, """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::a-bucket/*",
               "Condition": {"NumericLessThan": {"s3:TlsVersion": "1.2"}}}]}
            """);

        await PutAsync("incoming/a.json");

        await TestContext.UntilAsync(() => File.ReadAllText(_aws.AwsLogFile).Contains(
            "a bucket policy has the condition NumericLessThan, which is not evaluated here", StringComparison.Ordinal));
    }

    private Task<PutObjectResponse> PutAsync(string key, string? ifNoneMatch = null) => _aws.S3.PutObjectAsync(
        new PutObjectRequest { BucketName = Bucket, Key = key, ContentBody = "{}", IfNoneMatch = ifNoneMatch });

    private static async Task ShouldBeDeniedAsync(Func<Task> request) =>
        (await Should.ThrowAsync<AmazonS3Exception>(request)).Message.ShouldContain("with an explicit deny in a resource-based policy");
}
