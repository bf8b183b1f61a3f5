using Compressor.Core.Failures;
using Compressor.Core.Outcomes;
using Compressor.Handler.Storage;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Faults;

/// <summary>Delete mode with an S3 that is not AWS's, whose DELETE may ignore If-Match.</summary>
public sealed class DeleteElsewhereTests
{
    private static readonly BucketSettings Ignoring = new() { IgnoresIfMatchOnDelete = true };

    [Fact]
    public async Task A_source_that_nobody_replaced_is_deleted_after_a_look_at_it()
    {
        await using var scene = await CreateAsync();

        (await scene.DeliverAsync(scene.Upload())).ShouldBe(Outcome.Compressed);

        scene.Bucket.Find(FaultScene.Key).ShouldBeNull();
        scene.Count(S3Operation.HeadObject).ShouldBe(1);
    }

    [Fact]
    public async Task A_newer_upload_that_came_before_the_look_stays_and_is_compressed()
    {
        await using var scene = await CreateAsync();
        scene.With(FaultKind.Race, S3Operation.HeadObject, stepIn: () => scene.Upload(FaultScene.Json(2)));

        (await scene.DeliverAsync(scene.Upload())).ShouldBe(Outcome.Compressed);

        scene.Bucket.Find(FaultScene.Key)!.Content.ToArray().ShouldBe(FaultScene.Json(2));
        scene.Count(S3Operation.DeleteObject).ShouldBe(0);
        (await scene.DeliverAsync(scene.Bucket.Events[^1])).ShouldBe(Outcome.Compressed);
        scene.Archived().ShouldBe(FaultScene.Json(2));
    }

    [Fact]
    public async Task A_newer_upload_between_the_look_and_the_delete_is_lost_and_told()
    {
        await using var scene = await CreateAsync();
        scene.With(FaultKind.Race, S3Operation.DeleteObject, stepIn: () => scene.Upload(FaultScene.Json(2)));

        (await scene.DeliverAsync(scene.Upload())).ShouldBe(Outcome.Compressed);

        // This is the window that remains without versions; AWS's S3 has none, since it honors If-Match.
        scene.Bucket.Find(FaultScene.Key).ShouldBeNull();
        (await scene.DeliverAsync(scene.Bucket.Events[^1])).ShouldFailWith(ErrorTypes.Conflict);
    }

    [Fact]
    public async Task The_window_is_told_once_an_environment()
    {
        await using var scene = await CreateAsync();

        (await scene.DeliverAsync(scene.Upload(key: "incoming/1.json"))).ShouldBe(Outcome.Compressed);
        (await scene.DeliverAsync(scene.Upload(key: "incoming/2.json"))).ShouldBe(Outcome.Compressed);

        scene.Handler.Log.Split("may ignore If-Match on DELETE").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Versions_make_the_delete_exact_everywhere()
    {
        await using var scene = await FaultScene.CreateAsync(Ignoring with { Versioned = true }, FaultScene.Deleting, isAws: false);
        scene.With(FaultKind.Race, S3Operation.DeleteObject, stepIn: () => scene.Upload(FaultScene.Json(2)));

        (await scene.DeliverAsync(scene.Upload())).ShouldBe(Outcome.Compressed);

        scene.Bucket.Find(FaultScene.Key)!.Content.ToArray().ShouldBe(FaultScene.Json(2));
        scene.Count(S3Operation.HeadObject).ShouldBe(0);
        scene.Handler.Log.ShouldNotContain("may ignore If-Match on DELETE");
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("https://s3.us-east-1.amazonaws.com", true)]
    [InlineData("https://bucket.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com", true)]
    [InlineData("https://127.0.0.1:5000", false)]
    [InlineData("https://amazonaws.com.example.org", false)]
    [InlineData("https://notamazonaws.com", false)]
    public void Only_AWSs_own_hosts_are_taken_for_AWS(string? endpoint, bool isAws) =>
        S3Endpoint.IsAws(endpoint is null ? null : new Uri(endpoint), "us-east-1").ShouldBe(isAws);

    private static Task<FaultScene> CreateAsync() => FaultScene.CreateAsync(Ignoring, FaultScene.Deleting, isAws: false);
}
