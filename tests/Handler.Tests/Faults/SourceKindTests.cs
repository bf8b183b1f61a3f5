using Compressor.Core.Failures;
using Compressor.Core.Outcomes;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Notifications;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Faults;

/// <summary>Sources as S3 can hold them: each is compressed, or named in an error, and nothing in between.</summary>
public sealed class SourceKindTests
{
    [Theory]
    [InlineData("CRC64NVME", Checksum.FullObject, false)]
    [InlineData("CRC32", Checksum.FullObject, false)]
    [InlineData("CRC32C", Checksum.FullObject, false)]
    [InlineData("SHA256", Checksum.FullObject, false)]
    [InlineData("SHA1", Checksum.FullObject, false)]
    [InlineData("CRC64NVME", Checksum.FullObject, true)]
    [InlineData("CRC32", Checksum.FullObject, true)]
    [InlineData("SHA256", Checksum.Composite, true)]
    [InlineData("CRC32", Checksum.Composite, true)]
    public async Task Any_checksum_that_S3_keeps_is_compared_or_left_alone(string algorithm, string type, bool multipart)
    {
        await using var scene = await FaultScene.CreateAsync();
        var content = Content.From(FaultScene.Content);
        var checksum = type == Checksum.FullObject
            ? Checksum.Compute(algorithm, content)
            : new Checksum(algorithm, Checksum.Compute(algorithm, "parts"u8.ToArray()).Value + "-2", type);
        scene.Bucket.Put(FaultScene.Key, content, checksum: checksum, etag: multipart ? "5d41402abc4b2a76b9719d911017c592-2" : null);

        (await scene.DeliverAsync(scene.Bucket.Events[^1])).ShouldBe(Outcome.Compressed);

        scene.Archived().ShouldBe(FaultScene.Content);
    }

    [Fact]
    public async Task A_source_that_differs_from_its_own_checksum_is_never_archived()
    {
        await using var scene = await FaultScene.CreateAsync(settings: FaultScene.Deleting);
        scene.Bucket.Put(
            FaultScene.Key, Content.From(FaultScene.Content), checksum: Checksum.Compute("CRC64NVME", "other bytes"u8.ToArray()));

        (await scene.DeliverAsync(scene.Bucket.Events[^1])).ShouldFailWith(ErrorTypes.IntegrityError);

        scene.ShouldHoldOnlyTheSource();
    }

    [Fact]
    public async Task An_encrypted_bucket_whose_ETags_are_no_MD5_works_in_delete_mode()
    {
        await using var scene = await FaultScene.CreateAsync(new BucketSettings { OpaqueETags = true }, FaultScene.Deleting);

        (await scene.DeliverAsync(scene.Upload())).ShouldBe(Outcome.Compressed);

        scene.Bucket.Keys.ShouldBe([FaultScene.ArchiveKey]);
        scene.Archived().ShouldBe(FaultScene.Content);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_empty_object_has_an_archive_with_an_empty_entry(bool https)
    {
        await using var scene = await FaultScene.CreateAsync(settings: FaultScene.Deleting, https: https);

        (await scene.DeliverAsync(scene.Upload([]))).ShouldBe(Outcome.Compressed);

        scene.Archived().ShouldBeEmpty();
        scene.Server.Requests.ShouldAllBe(request => !request.Headers.ContainsKey("Range"));
    }

    [Fact]
    public async Task An_object_over_the_limit_fails_before_any_request()
    {
        await using var scene = await FaultScene.CreateAsync();
        scene.Bucket.Put(FaultScene.Key, Content.Repeat("x"u8.ToArray(), 60L << 20), hasChecksum: false);

        (await scene.DeliverAsync(scene.Bucket.Events[^1])).ShouldFailWith(ErrorTypes.ObjectTooLarge);

        scene.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_object_that_is_larger_than_its_event_said_fails_on_the_bytes()
    {
        await using var scene = await FaultScene.CreateAsync();
        scene.Bucket.Put(FaultScene.Key, Content.Repeat("x"u8.ToArray(), 60L << 20), hasChecksum: false);

        (
            await scene.DeliverAsync(scene.Bucket.Events[^1] with { Size = 10 })).ErrorType.ShouldBeOneOf(ErrorTypes.ObjectTooLarge,
            ErrorTypes.IntegrityError);

        scene.Count(S3Operation.PutObject).ShouldBe(0);
    }

    [Fact]
    public async Task The_longest_key_whose_archive_fits_is_compressed_and_one_more_byte_fails()
    {
        await using var scene = await FaultScene.CreateAsync();
        var longest = "incoming/" + new string('k', 1024 - "processed/ab/.zip".Length) + ".json";

        (await scene.DeliverAsync(scene.Upload(key: longest))).ShouldBe(Outcome.Compressed);
        (await scene.DeliverAsync(scene.Upload(key: "incoming/k" + longest["incoming/".Length..]))).ShouldFailWith("KeyTooLong");

        scene.Bucket.Keys.Count(key => key.StartsWith("processed/", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void The_metadata_of_an_archive_fits_S3s_limit_with_the_longest_names_that_S3_gives()
    {
        const int MaxVersionIdLength = 1024;
        const int MaxMetadataLength = 2048;
        var longest = new ArchiveMetadata(
            ArchiveMetadata.HashKey(new string('k', 1024)),
            new string('e', 38),
            new string('v', MaxVersionIdLength),
            long.MaxValue,
            new string('F', 64),
            long.MaxValue);
        var metadata = new Amazon.S3.Model.MetadataCollection();

        longest.AddTo(metadata);

        // S3 counts names without their prefix, and values.
        metadata.Keys.Sum(name => name.Length - "x-amz-meta-".Length + metadata[name].Length).ShouldBeLessThanOrEqualTo(MaxMetadataLength);
    }

    [Fact]
    public async Task Several_records_are_all_tried_and_the_retry_finds_the_good_ones_done()
    {
        await using var scene = await FaultScene.CreateAsync();
        var good = scene.Upload(key: "incoming/good.json");
        var large = scene.Upload(key: "incoming/large.json") with { Size = 1L << 40 };
        var last = scene.Upload(key: "incoming/last.json");
        var json = ObjectEvent.ToJson([good, large, last]);

        var answer = await scene.Handler.InvokeAsync(json);
        answer.ShouldFailWith(ErrorTypes.ObjectTooLarge);
        answer.Message.ShouldNotBeNull().ShouldContain("incoming/large.json");
        scene.Bucket.Keys.Count(key => key.StartsWith("processed/", StringComparison.Ordinal)).ShouldBe(2);

        (await scene.Handler.InvokeAsync(ObjectEvent.ToJson([good, last]))).Outcomes.ShouldBe([Outcome.Duplicate, Outcome.Duplicate]);
    }

    [Theory]
    [InlineData(true, Outcome.SourceMissing)]
    [InlineData(false, Outcome.Duplicate)]
    public async Task A_missing_source_is_a_duplicate_only_where_its_archive_is_there(bool deletedFirst, Outcome outcome)
    {
        await using var scene = await FaultScene.CreateAsync();
        var upload = scene.Upload();
        if (!deletedFirst)
        {
            await scene.DeliverAsync(upload);
        }

        scene.Bucket.Delete(FaultScene.Key);

        (await scene.DeliverAsync(upload)).ShouldBe(outcome);
        scene.Bucket.Keys.Count.ShouldBe(deletedFirst ? 0 : 1);
    }

    [Fact]
    public async Task An_event_of_a_replaced_and_deleted_object_is_superseded_by_the_newer_archive()
    {
        await using var scene = await FaultScene.CreateAsync(settings: FaultScene.Deleting);
        var old = scene.Upload(FaultScene.Json(2));
        (await scene.DeliverAsync(scene.Upload())).ShouldBe(Outcome.Compressed);

        (await scene.DeliverAsync(old)).ShouldBe(Outcome.Superseded);

        scene.Archived().ShouldBe(FaultScene.Content);
    }
}
