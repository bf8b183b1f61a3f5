using Compressor.Core.Failures;
using Compressor.Core.Outcomes;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Faults;

/// <summary>What goes wrong while the source is read, and what is in the bucket afterwards.</summary>
public sealed class ReadFaultTests
{
    [Theory]
    [InlineData(FaultKind.InternalError)]
    [InlineData(FaultKind.MalformedXml)]
    [InlineData(FaultKind.SlowDown)]
    [InlineData(FaultKind.ResetBefore)]
    [InlineData(FaultKind.ResetInBody)]
    [InlineData(FaultKind.ResetAfterBody)]
    [InlineData(FaultKind.TruncatedBody)]
    [InlineData(FaultKind.SlowDrip)]
    public async Task A_read_that_fails_once_is_repeated_and_the_object_is_compressed(FaultKind kind)
    {
        await using var scene = await FaultScene.CreateAsync();
        scene.With(kind, S3Operation.GetObject);

        var answer = await scene.DeliverAsync(scene.Upload());

        answer.ShouldBe(Outcome.Compressed);
        scene.Server.Requests.ShouldContain(request => request.Fault == kind);
        scene.Archived().ShouldBe(FaultScene.Content);
        scene.Server.Requests.Count(request => request is { Operation: S3Operation.PutObject, Status: 200 }).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_log_says_where_S3_has_no_checksum_to_compare_with(bool hasChecksum)
    {
        await using var scene = await FaultScene.CreateAsync();
        scene.Bucket.Put(FaultScene.Key, Content.From(FaultScene.Content), hasChecksum: hasChecksum);

        (await scene.DeliverAsync(scene.Bucket.Events[^1])).ShouldBe(Outcome.Compressed);

        scene.Handler.Log.Contains("S3 has no checksum of the whole object " + FaultScene.Key, StringComparison.Ordinal)
            .ShouldBe(!hasChecksum);
    }

    [Theory]
    [InlineData(FaultKind.InternalError, ErrorTypes.StorageError)]
    [InlineData(FaultKind.MalformedXml, ErrorTypes.StorageError)]
    [InlineData(FaultKind.SlowDown, ErrorTypes.StorageError)]
    [InlineData(FaultKind.BadDigest, ErrorTypes.StorageError)]
    [InlineData(FaultKind.AccessDenied, ErrorTypes.AccessDenied)]
    [InlineData(FaultKind.ResetBefore, ErrorTypes.StorageUnreachable)]
    [InlineData(FaultKind.ResetInBody, ErrorTypes.StorageUnreachable)]
    [InlineData(FaultKind.TruncatedBody, ErrorTypes.StorageUnreachable)]
    [InlineData(FaultKind.CorruptedBytes, ErrorTypes.IntegrityError)]
    [InlineData(FaultKind.WrongContentLength, ErrorTypes.IntegrityError)]
    public async Task A_read_that_keeps_failing_fails_the_invocation_and_stores_nothing(FaultKind kind, string errorType)
    {
        await using var scene = await FaultScene.CreateAsync();
        scene.With(kind, S3Operation.GetObject, times: int.MaxValue);

        var answer = await scene.DeliverAsync(scene.Upload());

        answer.ShouldFailWith(errorType);
        scene.ShouldHoldOnlyTheSource();
        scene.Count(S3Operation.PutObject).ShouldBe(0);
    }

    [Theory]
    [InlineData(FaultKind.CorruptedBytes)]
    [InlineData(FaultKind.WrongContentLength)]
    public async Task The_retry_after_corrupted_bytes_compresses_the_object(FaultKind kind)
    {
        await using var scene = await FaultScene.CreateAsync(settings: FaultScene.Deleting);
        var upload = scene.Upload();
        scene.With(kind, S3Operation.GetObject);

        (await scene.DeliverAsync(upload)).ShouldFailWith(ErrorTypes.IntegrityError);
        scene.ShouldHoldOnlyTheSource();
        (await scene.DeliverAsync(upload)).ShouldBe(Outcome.Compressed);

        scene.Archived().ShouldBe(FaultScene.Content);
        scene.Bucket.Find(FaultScene.Key).ShouldBeNull();
    }

    [Fact]
    public async Task A_body_of_the_wrong_length_is_noticed_without_a_checksum_too()
    {
        await using var scene = await FaultScene.CreateAsync();
        scene.Bucket.Put(FaultScene.Key, Content.From(FaultScene.Content), hasChecksum: false);
        scene.With(FaultKind.WrongContentLength, S3Operation.GetObject);

        (await scene.DeliverAsync(scene.Bucket.Events[^1])).ShouldFailWith(ErrorTypes.IntegrityError);

        scene.ShouldHoldOnlyTheSource();
    }

    [Theory]
    [InlineData(FaultKind.Stall, S3Operation.GetObject)]
    [InlineData(FaultKind.SlowDrip, S3Operation.GetObject)]
    [InlineData(FaultKind.Stall, S3Operation.PutObject)]
    public async Task A_request_that_takes_too_long_is_given_up_before_the_deadline_and_leaves_nothing(
        FaultKind kind, S3Operation operation)
    {
        await using var scene = await FaultScene.CreateAsync();
        scene.With(kind, operation, times: int.MaxValue);

        var answer = await scene.DeliverAsync(scene.Upload(), working: TimeSpan.FromMilliseconds(kind == FaultKind.Stall ? 500 : 300));

        answer.ShouldFailWith(ErrorTypes.DeadlineExceeded);
        scene.ShouldHoldOnlyTheSource();
    }

    [Fact]
    public async Task A_missing_object_without_ListBucket_is_a_denial_and_never_a_missing_source()
    {
        await using var scene = await FaultScene.CreateAsync(new BucketSettings { MayListBucket = false });
        var upload = scene.Upload();
        scene.Bucket.Delete(FaultScene.Key);

        (await scene.DeliverAsync(upload)).ShouldFailWith(ErrorTypes.AccessDenied);

        scene.Bucket.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missing_bucket_is_named_and_is_no_missing_source()
    {
        await using var scene = await FaultScene.CreateAsync();
        var upload = scene.Upload() with { Bucket = "elsewhere" };

        (await scene.DeliverAsync(upload)).ShouldFailWith(ErrorTypes.BucketNotFound);
    }
}
