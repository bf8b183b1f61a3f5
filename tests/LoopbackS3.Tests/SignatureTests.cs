using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.LoopbackS3.Storage;

namespace Compressor.LoopbackS3.Tests;

/// <summary>The double is as strict as S3 about signatures: a client that signs one request and sends another must be seen.</summary>
public sealed class SignatureTests : IAsyncLifetime
{
    private LoopbackS3Server _server = null!;

    public async Task InitializeAsync()
    {
        _server = await LoopbackS3Server.StartAsync(new LoopbackOptions { Https = false });
        _server.CreateBucket("files").Put("key", "content"u8.ToArray());
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("plain.json")]
    [InlineData("odd names/Zürich 50% + 日本 ☃ (1+1=2) %41.json")]
    [InlineData("a//b/./c/../d")]
    [InlineData("!*'();:@&=$,?#[]~")]
    public async Task The_SDKs_signatures_are_accepted_for_every_key_and_chunk(string key)
    {
        using var s3 = LoopbackClient.Create(_server);

        // Over plain HTTP the SDK signs each chunk and the trailing checksum.
        var body = new MemoryStream(new byte[300_000]);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "files", Key = key, InputStream = body });
        (await s3.GetObjectAsync("files", key)).ContentLength.ShouldBe(300_000);
        var listing = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "files", Prefix = key });
        listing.S3Objects.ShouldHaveSingleItem();

        _server.Requests.Single(request => request.Method == "PUT").Headers["x-amz-content-sha256"].ShouldStartWith("STREAMING-AWS4-");
    }

    [Theory]
    [InlineData("id", LoopbackS3Server.SecretAccessKey, LoopbackS3Server.Region, 403, "InvalidAccessKeyId")]
    [InlineData(LoopbackS3Server.AccessKeyId, "another", LoopbackS3Server.Region, 403, "SignatureDoesNotMatch")]
    [InlineData(LoopbackS3Server.AccessKeyId, LoopbackS3Server.SecretAccessKey, "eu-west-1", 400, "AuthorizationHeaderMalformed")]
    public async Task Another_key_secret_or_region_is_refused(string id, string secret, string region, int status, string code)
    {
        using var s3 = LoopbackClient.Create(_server, secret, id, region);

        var refusal = await Should.ThrowAsync<AmazonS3Exception>(() => s3.GetObjectAsync("files", "key"));

        ((int)refusal.StatusCode, refusal.ErrorCode).ShouldBe((status, code));
    }

    [Theory]
    [InlineData(14, true)]
    [InlineData(-14, true)]
    [InlineData(20, false)]
    [InlineData(-20, false)]
    public async Task A_clock_that_is_off_by_more_than_15_minutes_is_refused(int minutes, bool accepted)
    {
        // The first answer counts: the SDK would correct its clock and try again.
        HttpResponseMessage? first = null;
        using var s3 = LoopbackClient.Create(_server, see: response => first ??= response);
        _server.ClockOffset = TimeSpan.FromMinutes(minutes);

        try
        {
            await s3.GetObjectAsync("files", "key");
        }
        catch (AmazonS3Exception)
        {
        }

        _server.Requests[0].ErrorCode.ShouldBe(accepted ? null : "RequestTimeTooSkewed");
        _server.Requests[0].Status.ShouldBe(accepted ? 200 : 403);
        first.ShouldNotBeNull().Headers.Date.ShouldNotBeNull().ShouldBe(DateTimeOffset.UtcNow.AddMinutes(minutes), TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("path")]
    [InlineData("query")]
    [InlineData("header")]
    public async Task What_is_changed_after_signing_is_refused(string part)
    {
        using var s3 = LoopbackClient.Create(_server, change: request =>
        {
            var url = request.RequestUri!;
            if (part == "header")
            {
                request.Headers.Remove("x-amz-date");
                request.Headers.Add("x-amz-date", $"{DateTime.UtcNow.AddMinutes(1):yyyyMMdd'T'HHmmss'Z'}");
            }
            else
            {
                request.RequestUri = new Uri(
                    part == "path" ? url.AbsoluteUri.Replace("/files/", "/files//") : url.AbsoluteUri + "?versionId=1");
            }
        });

        var refusal = await Should.ThrowAsync<AmazonS3Exception>(() => s3.GetObjectAsync("files", "key"));

        refusal.ErrorCode.ShouldBe("SignatureDoesNotMatch");
    }

    [Fact]
    public async Task A_header_of_AWSs_that_is_not_signed_is_refused()
    {
        using var s3 = LoopbackClient.Create(_server, change: request => request.Headers.Add("x-amz-unsigned", "1"));

        (await Should.ThrowAsync<AmazonS3Exception>(() => s3.GetObjectAsync("files", "key"))).ErrorCode.ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task A_request_without_a_signature_is_denied_but_in_a_public_bucket()
    {
        _server.CreateBucket("public", new BucketSettings { IsPublic = true }).Put("key", "content"u8.ToArray());
        using var client = LoopbackClient.CreateRaw(_server);

        (await client.GetAsync("files/key")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.GetAsync("public/key")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
