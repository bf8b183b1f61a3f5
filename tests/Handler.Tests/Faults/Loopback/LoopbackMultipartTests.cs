using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Faults.Loopback;

public sealed class LoopbackMultipartTests : IAsyncLifetime
{
    private LoopbackS3Server _server = null!;
    private AmazonS3Client _client = null!;
    private Bucket _bucket = null!;

    public async Task InitializeAsync()
    {
        _server = await LoopbackS3Server.StartAsync();
        _client = LoopbackClient.Create(_server);
        _bucket = _server.CreateBucket("files", new BucketSettings { MinimumPartSize = 10 });
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Parts_become_one_object_with_the_ETag_of_its_parts()
    {
        var (id, parts) = await UploadAsync([.. "0123456789"u8], [.. "abc"u8]);
        (await _client.ListPartsAsync("files", "key", id)).Parts.Count.ShouldBe(2);
        (await _client.ListMultipartUploadsAsync("files")).MultipartUploads.Count.ShouldBe(1);

        await CompleteAsync(id, parts);

        var stored = _bucket.Find("key")!;
        stored.Content.ToArray().ShouldBe([.. "0123456789abc"u8]);
        stored.ETag.ShouldEndWith("-2");
        _bucket.Uploads.Open.ShouldBeEmpty();
        _bucket.Events.ShouldHaveSingleItem().EventName.ShouldBe("ObjectCreated:CompleteMultipartUpload");
    }

    [Fact]
    public async Task Completion_keeps_its_condition()
    {
        var (id, parts) = await UploadAsync([.. "0123456789"u8]);
        _bucket.Put("key", "there first"u8.ToArray());

        (await Should.ThrowAsync<AmazonS3Exception>(() => CompleteAsync(id, parts))).ErrorCode.ShouldBe("PreconditionFailed");

        _bucket.Uploads.Open.ShouldHaveSingleItem();
        await _client.AbortMultipartUploadAsync("files", "key", id);
        _bucket.Uploads.Open.ShouldBeEmpty();
        (await Should.ThrowAsync<AmazonS3Exception>(() => CompleteAsync(id, parts))).ErrorCode.ShouldBe("NoSuchUpload");
    }

    [Fact]
    public async Task Small_parts_and_wrong_parts_are_refused()
    {
        var (id, parts) = await UploadAsync([.. "small"u8], [.. "abc"u8]);

        (await Should.ThrowAsync<AmazonS3Exception>(() => CompleteAsync(id, parts))).ErrorCode.ShouldBe("EntityTooSmall");
        parts[0].ETag = "\"another\"";
        (await Should.ThrowAsync<AmazonS3Exception>(() => CompleteAsync(id, parts))).ErrorCode.ShouldBe("InvalidPart");
    }

    [Fact]
    public async Task Parts_may_come_in_any_order_and_are_joined_by_number()
    {
        var id = (await _client.InitiateMultipartUploadAsync("files", "key")).UploadId;
        var parts = new List<PartETag>();
        foreach (var (number, bytes) in ((int, byte[])[])[(3, [.. "last"u8]), (1, [.. "0123456789"u8]), (2, [.. "abcdefghij"u8])])
        {
            var uploaded = await _client.UploadPartAsync(new UploadPartRequest
            {
                BucketName = "files",
                Key = "key",
                UploadId = id,
                PartNumber = number,
                InputStream = new MemoryStream(bytes),
            });
            parts.Add(new PartETag(number, uploaded.ETag));
        }

        // The client itself sorts the list: a number that stands in it twice is the one disorder that it lets through.
        (await Should.ThrowAsync<AmazonS3Exception>(() => CompleteAsync(id, [parts[1], parts[1]]))).ErrorCode.ShouldBe("InvalidPartOrder");
        await CompleteAsync(id, [parts[1], parts[2], parts[0]]);

        _bucket.Find("key")!.Content.ToArray().ShouldBe([.. "0123456789abcdefghijlast"u8]);
    }

    [Fact]
    public async Task A_bucket_that_keeps_no_bytes_takes_uploads_with_a_checksum_of_the_whole()
    {
        var forgetful = _server.CreateBucket("forgetful", new BucketSettings { DiscardsBodies = true });
        var upload = await _client.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest
            {
                BucketName = "forgetful",
                Key = "key",
                ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
                ChecksumType = ChecksumType.FULL_OBJECT,
            });
        var part = await _client.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = "forgetful",
                Key = "key",
                UploadId = upload.UploadId,
                PartNumber = 1,
                InputStream = new MemoryStream([.. "123456789"u8]),
                ChecksumCRC32 = "y/Q5Jg==",
            });

        await _client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = "forgetful",
            Key = "key",
            UploadId = upload.UploadId,
            PartETags = [new PartETag(1, part.ETag) { ChecksumCRC32 = "y/Q5Jg==" }],
            ChecksumCRC32 = "y/Q5Jg==",
            ChecksumType = ChecksumType.FULL_OBJECT,
        });

        forgetful.Find("key")!.Content.Length.ShouldBe(9);
    }

    [Fact]
    public async Task A_listing_comes_in_pages_and_rolls_up_folders()
    {
        foreach (var key in new[] { "a/1", "a/2", "b", "c/1", "d", "e" })
        {
            _bucket.Put(key, "x"u8.ToArray());
        }

        var seen = new List<string>();
        var request = new ListObjectsV2Request { BucketName = "files", Delimiter = "/", MaxKeys = 2 };
        ListObjectsV2Response page;
        do
        {
            page = await _client.ListObjectsV2Async(request);
            seen.AddRange((page.CommonPrefixes ?? []).Concat((page.S3Objects ?? []).Select(x => x.Key)).Order(StringComparer.Ordinal));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);

        seen.ShouldBe(["a/", "b", "c/", "d", "e"]);
        (
            await _client.ListObjectsV2Async(
                new ListObjectsV2Request
                {
                    BucketName = "files",
                    Prefix = "c",
                    StartAfter = "c",
                })).S3Objects.ShouldHaveSingleItem().Key.ShouldBe("c/1");
    }

    [Fact]
    public void Notifications_have_rising_sequencers_and_encoded_keys()
    {
        _bucket.Put("incoming/a b+ü.json", "1"u8.ToArray());
        _bucket.Put("incoming/a b+ü.json", "2"u8.ToArray());

        var records = _bucket.Events.Select(e => JsonDocument.Parse(e.ToJson()).RootElement.GetProperty("Records")[0]).ToList();

        records[0].GetProperty("s3").GetProperty("object").GetProperty("key").GetString().ShouldBe("incoming/a+b%2B%C3%BC.json");
        var sequencers = records.Select(r => r.GetProperty("s3").GetProperty("object").GetProperty("sequencer").GetString()!).ToList();
        string.CompareOrdinal(sequencers[0], sequencers[1]).ShouldBeNegative();
    }

    private async Task<(string Id, List<PartETag> Parts)> UploadAsync(params byte[][] parts)
    {
        var upload = await _client.InitiateMultipartUploadAsync("files", "key");
        var tags = new List<PartETag>();
        foreach (var part in parts)
        {
            var answer = await _client.UploadPartAsync(
                new UploadPartRequest
                {
                    BucketName = "files",
                    Key = "key",
                    UploadId = upload.UploadId,
                    PartNumber = tags.Count + 1,
                    InputStream = new MemoryStream(part),
                });
            tags.Add(new PartETag(tags.Count + 1, answer.ETag));
        }

        return (upload.UploadId, tags);
    }

    private Task<CompleteMultipartUploadResponse> CompleteAsync(string id, List<PartETag> parts) =>
        _client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = "files", Key = "key", UploadId = id, PartETags = parts, IfNoneMatch = "*" });
}
