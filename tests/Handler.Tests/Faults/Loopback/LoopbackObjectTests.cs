using System.Net;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Faults.Loopback;

/// <summary>The double of S3 held against what the SDK expects of S3. What moto does as well, moto answers alike.</summary>
public sealed class LoopbackObjectTests : IAsyncLifetime
{
    private static readonly byte[] Hello = Encoding.UTF8.GetBytes("""{"hello":"world"}""");

    private LoopbackS3Server _server = null!;
    private AmazonS3Client _client = null!;

    public async Task InitializeAsync()
    {
        _server = await LoopbackS3Server.StartAsync();
        _client = LoopbackClient.Create(_server);
        _server.CreateBucket("files");
        _server.CreateBucket("versions", new BucketSettings { Versioned = true });
        _server.CreateBucket("blind", new BucketSettings { MayListBucket = false });
        _server.CreateBucket("secret", new BucketSettings { OpaqueETags = true });
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, null)]
    [InlineData(true, "CRC64NVME")]
    [InlineData(true, "SHA256")]
    public async Task An_object_comes_back_with_its_metadata_and_checksum(bool https, string? algorithm)
    {
        await using var other = await LoopbackS3Server.StartAsync(new LoopbackOptions { Https = https });
        using var s3 = LoopbackClient.Create(other);
        other.CreateBucket("files");
        var put = new PutObjectRequest
        {
            BucketName = "files",
            Key = "incoming/a b+ü%2F.json",
            InputStream = new MemoryStream(Hello),
            ContentType = "application/json",
            StorageClass = S3StorageClass.StandardInfrequentAccess,
        };
        put.ChecksumAlgorithm = algorithm is null ? null : ChecksumAlgorithm.FindValue(algorithm);
        put.Metadata["source-etag"] = "abc";

        var stored = await s3.PutObjectAsync(put);
        using var got = await s3.GetObjectAsync("files", "incoming/a b+ü%2F.json");

        using var body = new MemoryStream();
        await got.ResponseStream.CopyToAsync(body);
        body.ToArray().ShouldBe(Hello);
        got.ETag.ShouldBe(stored.ETag);
        got.Metadata["source-etag"].ShouldBe("abc");
        got.Headers.ContentType.ShouldBe("application/json");
        var kept = other.FindBucket("files")!.Find("incoming/a b+ü%2F.json")!;
        kept.ContentEncoding.ShouldBeNull();
        kept.StorageClass.ShouldBe("STANDARD_IA");
        kept.Checksum!.Algorithm.ShouldBe(algorithm ?? "CRC32");
        kept.Checksum.Type.ShouldBe("FULL_OBJECT");
    }

    [Fact]
    public async Task Conditional_writes_answer_412_and_404()
    {
        await PutAsync("files", ifNoneMatch: "*");
        (await CodeAsync(() => PutAsync("files", ifNoneMatch: "*"))).ShouldBe((HttpStatusCode.PreconditionFailed, "PreconditionFailed"));
        (
            await CodeAsync(() => PutAsync("files", ifMatch: "\"other\""))).ShouldBe((
                HttpStatusCode.PreconditionFailed, "PreconditionFailed"));
        await PutAsync("files", ifMatch: $"\"{_server.FindBucket("files")!.Find("key")!.ETag}\"");
        await _client.DeleteObjectAsync("files", "key");
        (await CodeAsync(() => PutAsync("files", ifMatch: "\"other\""))).ShouldBe((HttpStatusCode.NotFound, "NoSuchKey"));
    }

    [Fact]
    public async Task A_read_pinned_to_a_replaced_object_answers_412()
    {
        var old = _server.FindBucket("files")!.Put("key", Hello);
        _server.FindBucket("files")!.Put("key", Encoding.UTF8.GetBytes("newer"));

        (
            await CodeAsync(
                () => _client.GetObjectAsync(new GetObjectRequest { BucketName = "files", Key = "key", EtagToMatch = $"\"{old.ETag}\"" })))
            .ShouldBe((HttpStatusCode.PreconditionFailed, "PreconditionFailed"));
    }

    [Theory]
    [InlineData("files", HttpStatusCode.NotFound, "NoSuchKey")]
    [InlineData("blind", HttpStatusCode.Forbidden, "AccessDenied")]
    [InlineData("nowhere", HttpStatusCode.NotFound, "NoSuchBucket")]
    public async Task A_missing_key_is_told_from_a_forbidden_one_only_with_ListBucket(string bucket, HttpStatusCode status, string code) =>
        (await CodeAsync(() => _client.GetObjectAsync(bucket, "missing"))).ShouldBe((status, code));

    [Fact]
    public async Task Old_versions_can_be_read_and_deleted_and_the_one_below_becomes_current()
    {
        var bucket = _server.FindBucket("versions")!;
        var first = bucket.Put("key", Hello);
        var second = bucket.Put("key", Encoding.UTF8.GetBytes("newer"));

        (
            await _client.GetObjectAsync(
                new GetObjectRequest
                {
                    BucketName = "versions",
                    Key = "key",
                    VersionId = first.VersionId,
                })).ContentLength.ShouldBe(Hello.Length);
        await _client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = "versions", Key = "key", VersionId = second.VersionId });
        bucket.Find("key").ShouldBe(first);
        (await _client.DeleteObjectAsync("versions", "key")).DeleteMarker.ShouldBe("true");
        (await CodeAsync(() => _client.GetObjectAsync("versions", "key"))).ShouldBe((HttpStatusCode.NotFound, "NoSuchKey"));
        (
            await _client.GetObjectAsync(
                new GetObjectRequest
                {
                    BucketName = "versions",
                    Key = "key",
                    VersionId = first.VersionId,
                })).VersionId.ShouldBe(first.VersionId);
    }

    [Fact]
    public async Task A_conditional_delete_spares_newer_content()
    {
        var bucket = _server.FindBucket("files")!;
        var old = bucket.Put("key", Hello);
        var newer = bucket.Put("key", Encoding.UTF8.GetBytes("newer"));

        (
            await CodeAsync(() =>
                _client.DeleteObjectAsync(
                    new DeleteObjectRequest
                    {
                        BucketName = "files",
                        Key = "key",
                        IfMatch = $"\"{old.ETag}\"",
                    }))).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        bucket.Find("key").ShouldBe(newer);
        await _client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = "files", Key = "key", IfMatch = $"\"{newer.ETag}\"" });
        bucket.Find("key").ShouldBeNull();
    }

    [Fact]
    public async Task Limits_of_keys_and_metadata_are_enforced()
    {
        (await CodeAsync(() => PutAsync("files", key: new string('k', 1025)))).ShouldBe((HttpStatusCode.BadRequest, "KeyTooLongError"));
        await PutAsync("files", key: new string('k', 1024));
        (
            await CodeAsync(
                () => PutAsync("files", metadata: new string('m', 2048)))).ShouldBe((HttpStatusCode.BadRequest, "MetadataTooLarge"));
        await PutAsync("files", metadata: new string('m', 2048 - "name".Length));
    }

    [Fact]
    public async Task Wrong_checksums_are_refused_and_nothing_is_stored()
    {
        var wrong = new PutObjectRequest
        {
            BucketName = "files",
            Key = "key",
            InputStream = new MemoryStream(Hello),
            ChecksumCRC32 = "AAAAAA==",
        };

        (await CodeAsync(() => _client.PutObjectAsync(wrong))).ShouldBe((HttpStatusCode.BadRequest, "BadDigest"));

        _server.FindBucket("files")!.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task ETags_are_MD5s_only_without_encryption()
    {
        await PutAsync("files");
        await PutAsync("secret");

        _server.FindBucket("files")!.Find("key")!.ETag.ShouldBe("fbc24bcc7a1794758fc1327fcfebdaf6");
        _server.FindBucket("secret")!.Find("key")!.ETag.ShouldNotBe("fbc24bcc7a1794758fc1327fcfebdaf6");
    }

    [Fact]
    public async Task An_object_of_5_GiB_takes_no_memory_and_a_range_of_it_can_be_read()
    {
        _server.FindBucket("files")!.Put("big", Content.Repeat(Hello, 5L << 30), hasChecksum: false);

        (await _client.GetObjectMetadataAsync("files", "big")).ContentLength.ShouldBe(5L << 30);
        using var end = await _client.GetObjectAsync(
            new GetObjectRequest { BucketName = "files", Key = "big", ByteRange = new ByteRange((5L << 30) - 100, (5L << 30) - 1) });
        end.ContentLength.ShouldBe(100);
    }

    private Task<PutObjectResponse> PutAsync(
        string bucket, string key = "key", string? ifMatch = null, string? ifNoneMatch = null, string? metadata = null)
    {
        var put = new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            InputStream = new MemoryStream(Hello),
            IfMatch = ifMatch,
            IfNoneMatch = ifNoneMatch,
        };
        if (metadata is not null)
        {
            put.Metadata["name"] = metadata;
        }

        return _client.PutObjectAsync(put);
    }

    private static async Task<(HttpStatusCode Status, string Code)> CodeAsync(Func<Task> call) =>
        await Should.ThrowAsync<AmazonS3Exception>(call) is var error ? (error.StatusCode, error.ErrorCode) : default;
}
