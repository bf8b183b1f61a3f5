using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.LoopbackS3;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Faults.Loopback;

/// <summary>The double is as strict as S3 about signatures: a client that signs one request and sends another must be seen.</summary>
public sealed class LoopbackSignatureTests : IAsyncLifetime
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
        await s3.PutObjectAsync(
            new PutObjectRequest { BucketName = "files", Key = key, InputStream = new MemoryStream(new byte[300_000]) });
        (await s3.GetObjectAsync("files", key)).ContentLength.ShouldBe(300_000);
        (await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "files", Prefix = key })).S3Objects.ShouldHaveSingleItem();

        _server.Requests.Single(request => request.Method == "PUT").Headers["x-amz-content-sha256"].ShouldStartWith("STREAMING-AWS4-");
    }

    [Fact]
    public async Task Another_secret_is_refused()
    {
        using var s3 = LoopbackClient.Create(_server, secret: "another");

        var refusal = await Should.ThrowAsync<AmazonS3Exception>(() => s3.GetObjectAsync("files", "key"));

        (refusal.StatusCode, refusal.ErrorCode).ShouldBe((HttpStatusCode.Forbidden, "SignatureDoesNotMatch"));
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

    [Fact]
    public async Task A_chunk_that_is_changed_on_the_way_is_refused()
    {
        using var s3 = LoopbackClient.Create(_server, change: request => request.Content = new ChangedByte(request.Content!));

        var refusal = await Should.ThrowAsync<AmazonS3Exception>(() =>
            s3.PutObjectAsync(new PutObjectRequest { BucketName = "files", Key = "new", InputStream = new MemoryStream(new byte[1000]) }));

        refusal.ErrorCode.ShouldBe("SignatureDoesNotMatch");
    }

    /// <summary>A body of the same length with one byte changed in the middle of the data.</summary>
    private sealed class ChangedByte : HttpContent
    {
        private readonly HttpContent _content;

        public ChangedByte(HttpContent content)
        {
            _content = content;
            foreach (var header in content.Headers)
            {
                Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var bytes = await _content.ReadAsByteArrayAsync();
            bytes[bytes.AsSpan().IndexOf("\r\n"u8) + 500] ^= 1;
            await stream.WriteAsync(bytes);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _content.Headers.ContentLength ?? -1;
            return length >= 0;
        }
    }
}
