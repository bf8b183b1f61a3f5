using Compressor.Core.Failures;
using Compressor.Core.Outcomes;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3.Faults;

namespace Compressor.Handler.Tests.Faults;

/// <summary>What goes wrong while the archive is stored, and what is in the bucket afterwards.</summary>
public sealed class WriteFaultTests
{
    [Theory]
    [InlineData(FaultKind.InternalError)]
    [InlineData(FaultKind.MalformedXml)]
    [InlineData(FaultKind.SlowDown)]
    [InlineData(FaultKind.ResetBefore)]
    [InlineData(FaultKind.ResetInRequest)]
    [InlineData(FaultKind.Conflict)]
    public async Task A_write_that_fails_once_is_repeated(FaultKind kind)
    {
        await using var scene = await FaultScene.CreateAsync();
        scene.With(kind, S3Operation.PutObject);

        (await scene.DeliverAsync(scene.Upload())).ShouldBe(Outcome.Compressed);

        scene.Archived().ShouldBe(FaultScene.Content);
        scene.Count(S3Operation.PutObject).ShouldBe(2);
        scene.Count(S3Operation.GetObject).ShouldBe(1);
    }

    [Fact]
    public async Task A_write_whose_response_was_lost_is_found_to_be_our_own()
    {
        await using var scene = await FaultScene.CreateAsync();
        scene.With(FaultKind.LostResponse, S3Operation.PutObject);

        (await scene.DeliverAsync(scene.Upload())).ShouldBe(Outcome.Duplicate);

        scene.Archived().ShouldBe(FaultScene.Content);
        scene.Server.Requests.Count(request => request is { Operation: S3Operation.PutObject, Status: 412 }).ShouldBe(1);
    }

    [Theory]
    [InlineData(FaultKind.InternalError, ErrorTypes.StorageError)]
    [InlineData(FaultKind.MalformedXml, ErrorTypes.StorageError)]
    [InlineData(FaultKind.BadDigest, ErrorTypes.StorageError)]
    [InlineData(FaultKind.SlowDown, ErrorTypes.StorageError)]
    [InlineData(FaultKind.AccessDenied, ErrorTypes.AccessDenied)]
    [InlineData(FaultKind.ResetBefore, ErrorTypes.StorageUnreachable)]
    [InlineData(FaultKind.ResetInRequest, ErrorTypes.StorageUnreachable)]
    [InlineData(FaultKind.Conflict, ErrorTypes.Conflict)]
    [InlineData(FaultKind.PreconditionFailed, ErrorTypes.Conflict)]
    public async Task A_write_that_keeps_failing_fails_the_invocation_and_keeps_the_source(FaultKind kind, string errorType)
    {
        await using var scene = await FaultScene.CreateAsync(settings: FaultScene.Deleting);
        scene.With(kind, S3Operation.PutObject, times: int.MaxValue);

        (await scene.DeliverAsync(scene.Upload())).ShouldFailWith(errorType);

        scene.ShouldHoldOnlyTheSource();
        scene.Count(S3Operation.DeleteObject).ShouldBe(0);
    }

    [Fact]
    public async Task Responses_that_are_all_lost_fail_the_invocation_and_its_retry_is_a_duplicate()
    {
        await using var scene = await FaultScene.CreateAsync(settings: FaultScene.Deleting);
        var upload = scene.Upload();
        scene.With(FaultKind.LostResponse, S3Operation.PutObject, times: int.MaxValue);

        (await scene.DeliverAsync(upload)).ShouldFailWith(ErrorTypes.StorageUnreachable);
        scene.Archived().ShouldBe(FaultScene.Content);
        scene.Bucket.Find(FaultScene.Key).ShouldNotBeNull();

        scene.Server.Faults.Clear();
        (await scene.DeliverAsync(upload)).ShouldBe(Outcome.Duplicate);
        scene.Archived().ShouldBe(FaultScene.Content);
        scene.Bucket.Find(FaultScene.Key).ShouldBeNull();
    }

    [Theory]
    [InlineData(FaultKind.InternalError, ErrorTypes.StorageError)]
    [InlineData(FaultKind.AccessDenied, ErrorTypes.AccessDenied)]
    [InlineData(FaultKind.ResetBefore, ErrorTypes.StorageUnreachable)]
    public async Task An_archive_that_cannot_be_looked_at_is_never_overwritten(FaultKind kind, string errorType)
    {
        await using var scene = await FaultScene.CreateAsync();
        var old = scene.Upload(FaultScene.Json(2));
        await scene.DeliverAsync(old);
        scene.With(kind, S3Operation.HeadObject, times: int.MaxValue);

        (await scene.DeliverAsync(scene.Upload())).ShouldFailWith(errorType);

        scene.Archived().ShouldBe(FaultScene.Json(2));
    }

    [Theory]
    [InlineData(FaultKind.InternalError, Outcome.Compressed)]
    [InlineData(FaultKind.ResetBefore, Outcome.Compressed)]
    [InlineData(FaultKind.LostResponse, Outcome.Compressed)]
    public async Task A_deletion_that_fails_once_is_repeated(FaultKind kind, Outcome outcome)
    {
        await using var scene = await FaultScene.CreateAsync(settings: FaultScene.Deleting);
        scene.With(kind, S3Operation.DeleteObject);

        (await scene.DeliverAsync(scene.Upload())).ShouldBe(outcome);

        scene.Bucket.Keys.ShouldBe([FaultScene.ArchiveKey]);
        scene.Archived().ShouldBe(FaultScene.Content);
    }

    [Theory]
    [InlineData(FaultKind.InternalError, ErrorTypes.StorageError)]
    [InlineData(FaultKind.AccessDenied, ErrorTypes.AccessDenied)]
    [InlineData(FaultKind.ResetBefore, ErrorTypes.StorageUnreachable)]
    public async Task A_deletion_that_keeps_failing_fails_the_invocation_and_its_retry_deletes(FaultKind kind, string errorType)
    {
        await using var scene = await FaultScene.CreateAsync(settings: FaultScene.Deleting);
        var upload = scene.Upload();
        scene.With(kind, S3Operation.DeleteObject, times: int.MaxValue);

        (await scene.DeliverAsync(upload)).ShouldFailWith(errorType);
        scene.Archived().ShouldBe(FaultScene.Content);
        scene.Bucket.Find(FaultScene.Key).ShouldNotBeNull();

        scene.Server.Faults.Clear();
        (await scene.DeliverAsync(upload)).ShouldBe(Outcome.Duplicate);
        scene.Bucket.Keys.ShouldBe([FaultScene.ArchiveKey]);
    }
}
