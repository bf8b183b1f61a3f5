using Compressor.Core.Failures;
using Compressor.Core.Outcomes;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Faults;

/// <summary>What goes wrong while an object streams through, and that no part of an upload is left behind.</summary>
public sealed class StreamingFaultTests
{
    [Theory]
    [InlineData(FaultKind.InternalError, S3Operation.CreateMultipartUpload)]
    [InlineData(FaultKind.SlowDown, S3Operation.UploadPart)]
    [InlineData(FaultKind.InternalError, S3Operation.UploadPart)]
    [InlineData(FaultKind.ResetInRequest, S3Operation.UploadPart)]
    [InlineData(FaultKind.LostResponse, S3Operation.UploadPart)]
    [InlineData(FaultKind.InternalError, S3Operation.CompleteMultipartUpload)]
    [InlineData(FaultKind.ErrorInOkResponse, S3Operation.CompleteMultipartUpload)]
    [InlineData(FaultKind.LostResponse, S3Operation.CompleteMultipartUpload)]
    [InlineData(FaultKind.Conflict, S3Operation.CompleteMultipartUpload)]
    [InlineData(FaultKind.ResetInBody, S3Operation.GetObject)]
    [InlineData(FaultKind.TruncatedBody, S3Operation.GetObject)]
    public async Task A_request_that_fails_once_is_repeated(FaultKind kind, S3Operation operation)
    {
        await using var scene = await FaultScene.CreateAsync(limits: FaultScene.Streaming);
        scene.With(kind, operation);

        (await scene.DeliverAsync(scene.Upload())).ShouldBe(Outcome.Compressed);

        scene.Server.Requests.ShouldContain(request => request.Fault == kind);
        scene.Archived().ShouldBe(FaultScene.Content);
        scene.Bucket.Uploads.Open.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(FaultKind.InternalError, S3Operation.CreateMultipartUpload, ErrorTypes.StorageError)]
    [InlineData(FaultKind.AccessDenied, S3Operation.CreateMultipartUpload, ErrorTypes.AccessDenied)]
    [InlineData(FaultKind.InternalError, S3Operation.UploadPart, ErrorTypes.StorageError)]
    [InlineData(FaultKind.ResetBefore, S3Operation.UploadPart, ErrorTypes.StorageUnreachable)]
    [InlineData(FaultKind.AccessDenied, S3Operation.UploadPart, ErrorTypes.AccessDenied)]
    [InlineData(FaultKind.InternalError, S3Operation.CompleteMultipartUpload, ErrorTypes.StorageError)]
    [InlineData(FaultKind.Conflict, S3Operation.CompleteMultipartUpload, ErrorTypes.Conflict)]
    [InlineData(FaultKind.ErrorInOkResponse, S3Operation.CompleteMultipartUpload, ErrorTypes.StorageError)]
    [InlineData(FaultKind.TruncatedBody, S3Operation.GetObject, ErrorTypes.StorageUnreachable)]
    [InlineData(FaultKind.CorruptedBytes, S3Operation.GetObject, ErrorTypes.IntegrityError)]
    public async Task A_request_that_keeps_failing_fails_the_invocation_and_leaves_no_parts(
        FaultKind kind, S3Operation operation, string errorType)
    {
        await using var scene = await FaultScene.CreateAsync(settings: FaultScene.Deleting, limits: FaultScene.Streaming);
        scene.With(kind, operation, times: int.MaxValue);

        (await scene.DeliverAsync(scene.Upload())).ShouldFailWith(errorType);

        scene.ShouldHoldOnlyTheSource();
    }

    [Theory]
    [InlineData(S3Operation.GetObject)]
    [InlineData(S3Operation.UploadPart)]
    [InlineData(S3Operation.CompleteMultipartUpload)]
    public async Task A_stall_is_given_up_before_the_deadline_and_the_parts_with_it(S3Operation operation)
    {
        await using var scene = await FaultScene.CreateAsync(limits: FaultScene.Streaming);
        scene.With(FaultKind.Stall, operation, times: int.MaxValue);

        (await scene.DeliverAsync(scene.Upload(), working: TimeSpan.FromMilliseconds(500))).ShouldFailWith(ErrorTypes.DeadlineExceeded);

        scene.ShouldHoldOnlyTheSource();
    }

    [Fact]
    public async Task A_completion_that_succeeded_and_was_forgotten_is_found_by_the_retry()
    {
        await using var scene = await FaultScene.CreateAsync(
            new BucketSettings { ForgetsCompletedUploads = true }, FaultScene.Deleting, limits: FaultScene.Streaming);
        var upload = scene.Upload();
        scene.With(FaultKind.LostResponse, S3Operation.CompleteMultipartUpload);

        var first = await scene.DeliverAsync(upload);
        if (first.ErrorType is not null)
        {
            scene.Bucket.Find(FaultScene.Key).ShouldNotBeNull();
            (await scene.DeliverAsync(upload)).ShouldBe(Outcome.Duplicate);
        }

        scene.Archived().ShouldBe(FaultScene.Content);
        scene.Bucket.Find(FaultScene.Key).ShouldBeNull();
        scene.Bucket.Uploads.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_newer_upload_that_steps_in_before_completion_keeps_its_archive()
    {
        await using var scene = await FaultScene.CreateAsync(limits: FaultScene.Streaming);
        using var other = new HandlerUnderTest(scene.Server, limits: FaultScene.Streaming);
        var old = scene.Upload();
        scene.With(
            FaultKind.Race,
            S3Operation.CompleteMultipartUpload,
            stepIn: () => other.InvokeAsync(scene.Upload(FaultScene.Json(2)).ToJson()).Wait());

        (await scene.DeliverAsync(old)).ShouldBe(Outcome.Superseded);

        scene.Archived().ShouldBe(FaultScene.Json(2));
        scene.Bucket.Uploads.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_older_archive_is_replaced_by_a_streamed_one()
    {
        await using var scene = await FaultScene.CreateAsync(limits: FaultScene.Streaming);
        (await scene.DeliverAsync(scene.Upload(FaultScene.Json(2)))).ShouldBe(Outcome.Compressed);

        (await scene.DeliverAsync(scene.Upload())).ShouldBe(Outcome.Compressed);

        scene.Archived().ShouldBe(FaultScene.Content);
        scene.Bucket.Uploads.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_that_is_replaced_in_the_middle_of_a_broken_read_is_superseded()
    {
        await using var scene = await FaultScene.CreateAsync(limits: FaultScene.Streaming);
        var old = scene.Upload();
        scene.With(FaultKind.ResetInBody, S3Operation.GetObject).With(
            FaultKind.Race, S3Operation.GetObject, stepIn: () => scene.Upload(FaultScene.Json(2)));

        (await scene.DeliverAsync(old)).ShouldBe(Outcome.Superseded);

        scene.Archived().ShouldBeNull();
        scene.Bucket.Uploads.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task Parts_that_cannot_be_aborted_are_reported_and_left_to_the_lifecycle()
    {
        await using var scene = await FaultScene.CreateAsync(limits: FaultScene.Streaming);
        scene.With(FaultKind.AccessDenied, S3Operation.UploadPart, times: int.MaxValue).With(
            FaultKind.AccessDenied, S3Operation.AbortMultipartUpload, times: int.MaxValue);

        (await scene.DeliverAsync(scene.Upload())).ShouldFailWith(ErrorTypes.AccessDenied);

        scene.Bucket.Uploads.Open.ShouldHaveSingleItem();
        scene.Handler.Log.ShouldContain("\"WARN\"");
    }

    [Fact]
    public async Task The_retry_after_corrupted_bytes_streams_the_object()
    {
        await using var scene = await FaultScene.CreateAsync(settings: FaultScene.Deleting, limits: FaultScene.Streaming);
        var upload = scene.Upload();
        scene.With(FaultKind.CorruptedBytes, S3Operation.GetObject);

        (await scene.DeliverAsync(upload)).ShouldFailWith(ErrorTypes.IntegrityError);
        scene.ShouldHoldOnlyTheSource();
        (await scene.DeliverAsync(upload)).ShouldBe(Outcome.Compressed);

        scene.Archived().ShouldBe(FaultScene.Content);
        scene.Bucket.Find(FaultScene.Key).ShouldBeNull();
    }
}
