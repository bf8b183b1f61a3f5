using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Compressor.LoopbackS3.Tests;

/// <summary>What is signed of bodies: nothing, a hash, or each chunk.</summary>
public sealed class PayloadTests : IAsyncLifetime
{
    private LoopbackS3Server _server = null!;

    public async Task InitializeAsync()
    {
        _server = await LoopbackS3Server.StartAsync(new LoopbackOptions { Https = false });
        _server.CreateBucket("files").Put("key", "content"u8.ToArray());
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(true, "UNSIGNED-PAYLOAD")]
    [InlineData(true, "STREAMING-UNSIGNED-PAYLOAD-TRAILER")]
    [InlineData(true, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")]
    [InlineData(false, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")]
    public async Task Bodies_of_each_kind_are_stored(bool https, string kind)
    {
        await using var server = await LoopbackS3Server.StartAsync(new LoopbackOptions { Https = https });
        var bucket = server.CreateBucket("files");
        using var s3 = LoopbackClient.Create(server);
        var withTrailer = kind.EndsWith("-TRAILER", StringComparison.Ordinal);

        await s3.PutObjectAsync(new PutObjectRequest
        {
            BucketName = "files",
            Key = "key",
            InputStream = new MemoryStream([.. "123456789"u8]),
            DisablePayloadSigning = kind.Contains("UNSIGNED", StringComparison.Ordinal),
            ChecksumCRC32 = withTrailer ? null : "y/Q5Jg==",
        });

        bucket.Find("key")!.Content.ToArray().ShouldBe([.. "123456789"u8]);
        server.Requests[0].Headers["x-amz-content-sha256"].ShouldBe(kind);
    }

    [Theory]
    [InlineData("UNSIGNED-PAYLOAD", "InvalidRequest")]
    [InlineData("STREAMING-UNSIGNED-PAYLOAD-TRAILER", "InvalidRequest")]
    [InlineData("NO-SUCH-PAYLOAD", "InvalidArgument")]
    public async Task Bodies_without_a_signature_are_refused_unless_they_come_over_TLS(string kind, string code)
    {
        using var s3 = LoopbackClient.Create(_server, change: request =>
        {
            request.Headers.Remove("x-amz-content-sha256");
            request.Headers.Add("x-amz-content-sha256", kind);
        });

        var refusal = await Should.ThrowAsync<AmazonS3Exception>(() => s3.GetObjectAsync("files", "key"));

        (refusal.StatusCode, refusal.ErrorCode).ShouldBe((HttpStatusCode.BadRequest, code));
    }

    [Fact]
    public async Task A_chunk_that_is_changed_on_the_way_is_refused()
    {
        using var s3 = LoopbackClient.Create(_server, change: request => request.Content = new ChangedByte(request.Content!));

        var refusal = await Should.ThrowAsync<AmazonS3Exception>(() =>
            s3.PutObjectAsync(new PutObjectRequest { BucketName = "files", Key = "new", InputStream = new MemoryStream(new byte[1000]) }));

        refusal.ErrorCode.ShouldBe("SignatureDoesNotMatch");
    }

    [Fact]
    public async Task A_body_that_differs_from_its_signed_hash_is_refused()
    {
        using var s3 = LoopbackClient.Create(_server, change: request =>
        {
            if (request.RequestUri!.Query.Contains("uploadId", StringComparison.Ordinal))
            {
                request.Content = new ChangedByte(request.Content!);
            }
        });
        var upload = await s3.InitiateMultipartUploadAsync("files", "new");

        var refusal = await Should.ThrowAsync<AmazonS3Exception>(() => s3.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest
            {
                BucketName = "files",
                Key = "new",
                UploadId = upload.UploadId,
                PartETags = [new PartETag(1, "etag")],
            }));

        (refusal.StatusCode, refusal.ErrorCode).ShouldBe((HttpStatusCode.BadRequest, "XAmzContentSHA256Mismatch"));
    }

    [Fact]
    public async Task Wrong_checksums_are_refused_and_nothing_is_stored()
    {
        using var s3 = LoopbackClient.Create(_server);
        var wrong = new PutObjectRequest
        {
            BucketName = "files",
            Key = "new",
            InputStream = new MemoryStream([.. "content"u8]),
            ChecksumCRC32 = "AAAAAA==",
        };

        var refusal = await Should.ThrowAsync<AmazonS3Exception>(() => s3.PutObjectAsync(wrong));

        (refusal.StatusCode, refusal.ErrorCode).ShouldBe((HttpStatusCode.BadRequest, "BadDigest"));
        _server.FindBucket("files")!.Keys.ShouldBe(["key"]);
    }

    /// <summary>A body of the same length with one byte changed in the middle.</summary>
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
            bytes[bytes.Length / 2] ^= 1;
            await stream.WriteAsync(bytes);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _content.Headers.ContentLength ?? -1;
            return length >= 0;
        }
    }
}
