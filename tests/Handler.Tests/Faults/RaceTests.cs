using System.Text;
using Compressor.Core.Failures;
using Compressor.Core.Outcomes;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Faults;

/// <summary>Another writer steps in between two requests of the handler.</summary>
public sealed class RaceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_newer_upload_that_steps_in_before_the_write_keeps_its_archive(bool versioned)
    {
        await using var scene = await FaultScene.CreateAsync(new BucketSettings { Versioned = versioned });
        using var other = new HandlerUnderTest(scene.Server);
        var old = scene.Upload();
        scene.With(
            FaultKind.Race, S3Operation.PutObject, stepIn: () => other.InvokeAsync(scene.Upload(FaultScene.Json(2)).ToJson()).Wait());

        (await scene.DeliverAsync(old)).ShouldBe(Outcome.Superseded);

        scene.Archived().ShouldBe(FaultScene.Json(2));
    }

    [Fact]
    public async Task An_older_upload_that_steps_in_before_the_write_is_overwritten()
    {
        await using var scene = await FaultScene.CreateAsync(new BucketSettings { Versioned = true });
        using var other = new HandlerUnderTest(scene.Server);
        var old = scene.Upload(FaultScene.Json(2));
        scene.With(FaultKind.Race, S3Operation.PutObject, stepIn: () => other.InvokeAsync(old.ToJson()).Wait());

        (await scene.DeliverAsync(scene.Upload())).ShouldBe(Outcome.Compressed);

        scene.Archived().ShouldBe(FaultScene.Content);
        scene.Server.Requests.Last(request => request.Operation == S3Operation.PutObject).Headers.ShouldContainKey("If-Match");
    }

    [Fact]
    public async Task The_last_of_uploads_A_B_A_has_the_archive_whatever_the_order_of_events()
    {
        await using var scene = await FaultScene.CreateAsync();
        var uploads = new[] { scene.Upload(FaultScene.Json(1)), scene.Upload(FaultScene.Json(2)), scene.Upload(FaultScene.Json(1)) };

        (await scene.DeliverAsync(uploads[0])).ShouldBe(Outcome.Compressed);
        (await scene.DeliverAsync(uploads[2])).ShouldBe(Outcome.Compressed);
        (await scene.DeliverAsync(uploads[1])).ShouldBe(Outcome.Superseded);
        (await scene.DeliverAsync(uploads[2])).ShouldBe(Outcome.Duplicate);

        scene.Archived().ShouldBe(FaultScene.Json(1));
        scene.Bucket.Find(FaultScene.ArchiveKey)!.Metadata["source-sequencer"].ShouldBe(uploads[2].Sequencer);
    }

    [Fact]
    public async Task A_source_that_is_replaced_before_the_read_is_superseded()
    {
        await using var scene = await FaultScene.CreateAsync();
        var old = scene.Upload();
        scene.Upload(FaultScene.Json(2));

        (await scene.DeliverAsync(old)).ShouldBe(Outcome.Superseded);

        scene.Archived().ShouldBeNull();
    }

    [Fact]
    public async Task A_source_that_is_replaced_before_the_deletion_stays()
    {
        await using var scene = await FaultScene.CreateAsync(settings: FaultScene.Deleting);
        scene.With(FaultKind.Race, S3Operation.DeleteObject, stepIn: () => scene.Upload(FaultScene.Json(2)));

        (await scene.DeliverAsync(scene.Upload())).ShouldBe(Outcome.Compressed);

        scene.Bucket.Find(FaultScene.Key)!.Content.ToArray().ShouldBe(FaultScene.Json(2));
        scene.Archived().ShouldBe(FaultScene.Content);
    }

    [Fact]
    public async Task An_old_version_that_becomes_current_after_a_deletion_never_overwrites_the_newer_archive()
    {
        await using var scene = await FaultScene.CreateAsync(new BucketSettings { Versioned = true }, FaultScene.Deleting);
        var old = scene.Upload(FaultScene.Json(1));
        var newer = scene.Upload(FaultScene.Json(2));
        (await scene.DeliverAsync(newer)).ShouldBe(Outcome.Compressed);
        scene.Bucket.Find(FaultScene.Key)!.VersionId.ShouldBe(old.VersionId);

        (await scene.DeliverAsync(old)).ShouldBe(Outcome.Superseded);

        scene.Archived().ShouldBe(FaultScene.Json(2));
        scene.Bucket.Versions(FaultScene.Key).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_object_of_somebody_else_under_the_archives_key_is_never_overwritten(bool stepsIn)
    {
        await using var scene = await FaultScene.CreateAsync(settings: FaultScene.Deleting);
        var foreign = Encoding.UTF8.GetBytes("not ours");
        void Put() => scene.Bucket.Put(FaultScene.ArchiveKey, foreign);
        if (stepsIn)
        {
            scene.With(FaultKind.Race, S3Operation.PutObject, stepIn: Put);
        }
        else
        {
            Put();
        }

        (await scene.DeliverAsync(scene.Upload())).ShouldFailWith(ErrorTypes.KeyCollision);

        scene.Bucket.Find(FaultScene.ArchiveKey)!.Content.ToArray().ShouldBe(foreign);
        scene.Bucket.Find(FaultScene.Key).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_archive_that_vanishes_between_the_refusal_and_the_overwrite_is_stored_anew()
    {
        await using var scene = await FaultScene.CreateAsync();
        await scene.DeliverAsync(scene.Upload(FaultScene.Json(2)));
        scene.With(FaultKind.Race, S3Operation.PutObject, skip: 1, stepIn: () => scene.Bucket.Delete(FaultScene.ArchiveKey));

        (await scene.DeliverAsync(scene.Upload())).ShouldBe(Outcome.Compressed);

        scene.Archived().ShouldBe(FaultScene.Content);
    }

    [Fact]
    public async Task Two_names_for_one_archive_collide_and_the_first_one_stays()
    {
        await using var scene = await FaultScene.CreateAsync();
        var shard = FaultScene.ArchiveKey.Split('/')[1];
        await scene.DeliverAsync(scene.Upload());

        (
            await scene.DeliverAsync(
                scene.Upload(FaultScene.Json(2), $"incoming/{shard}/{FaultScene.Name}"))).ShouldFailWith(ErrorTypes.KeyCollision);

        scene.Archived().ShouldBe(FaultScene.Content);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_clients_retry_of_an_upload_whose_source_is_deleted_leaves_its_archive_and_tells_where_there_are_no_versions(
        bool versioned)
    {
        await using var scene = await FaultScene.CreateAsync(new BucketSettings { Versioned = versioned }, FaultScene.Deleting);
        var uploads = new[] { scene.Upload(), scene.Upload() };

        (await scene.DeliverAsync(uploads[0])).ShouldBe(Outcome.Compressed);
        var second = await scene.DeliverAsync(uploads[1]);

        if (versioned)
        {
            second.ShouldBe(Outcome.Compressed);
        }
        else
        {
            second.ShouldFailWith(ErrorTypes.Conflict);
        }

        scene.Bucket.Keys.ShouldBe([FaultScene.ArchiveKey]);
        scene.Archived().ShouldBe(FaultScene.Content);
    }
}
