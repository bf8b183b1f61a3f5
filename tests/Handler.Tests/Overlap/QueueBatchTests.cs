using Compressor.Core.Archiving;
using Compressor.Core.Failures;
using Compressor.Core.Outcomes;
using Compressor.Handler.Settings;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Notifications;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Overlap;

/// <summary>Batches of SQS: which messages come again, in what order objects are taken, and what happens when time is up.</summary>
public sealed class QueueBatchTests
{
    private static readonly CompressorSettings Queue = new() { ReportBatchItemFailures = true };

    [Fact]
    public async Task Every_message_that_ended_well_is_done()
    {
        await using var scene = await FaultScene.CreateAsync(settings: Queue);
        var events = Upload(scene, 10);

        var answer = await DeliverAsync(scene, QueueBatch.ToJson(events));

        answer.Failed.ShouldBeEmpty();
        answer.Results.Select(result => result.Key).ShouldBe(events.Select(e => e.Key));
        answer.Results.ShouldAllBe(result => result.Outcome == Outcome.Compressed);
        scene.Bucket.Keys.Count(key => key.StartsWith("processed/", StringComparison.Ordinal)).ShouldBe(10);
    }

    [Fact]
    public async Task Exactly_the_messages_that_failed_come_again()
    {
        await using var scene = await FaultScene.CreateAsync(settings: Queue);
        var events = Upload(scene, 6);
        scene.Server.Gate = (request, _) => Task.FromResult(
            request.Key == events[1].Key || request.Key == events[4].Key ? new FaultRule(FaultKind.AccessDenied) : null);

        var answer = await DeliverAsync(scene, QueueBatch.ToJson(events));
        answer.Failed.Order().ShouldBe(["m1", "m4"]);
        answer.Results.Select(result => result.MessageId).ShouldBe(["m0", "m2", "m3", "m5"]);
        scene.Handler.Log.ShouldContain("AccessDenied");

        scene.Server.Recover();
        var again = await DeliverAsync(scene, QueueBatch.ToJson(events));
        again.Failed.ShouldBeEmpty();
        again.Results.Select(result => result.Outcome).ShouldBe(
        [
            Outcome.Duplicate, Outcome.Compressed, Outcome.Duplicate, Outcome.Duplicate, Outcome.Compressed, Outcome.Duplicate,
        ]);
    }

    [Fact]
    public async Task A_message_of_which_one_record_failed_fails_whole()
    {
        await using var scene = await FaultScene.CreateAsync(settings: Queue);
        var events = Upload(scene, 3);
        scene.Server.Gate = (request, _) =>
            Task.FromResult(request.Key == events[1].Key ? new FaultRule(FaultKind.AccessDenied) : null);
        var batch = QueueBatch.ToJson([("both", ObjectEvent.ToJson(events.Take(2))), ("other", events[2].ToJson())]);

        (await DeliverAsync(scene, batch)).Failed.ShouldBe(["both"]);

        scene.Server.Recover();
        (await DeliverAsync(scene, batch)).Results.Select(result => result.Outcome)
            .ShouldBe([Outcome.Duplicate, Outcome.Compressed, Outcome.Duplicate]);
    }

    [Theory]
    [InlineData("hello", ErrorTypes.MalformedEvent)]
    [InlineData("""{"hello":1}""", ErrorTypes.UnknownEvent)]
    public async Task A_message_that_cannot_be_read_fails_alone(string body, string errorType)
    {
        await using var scene = await FaultScene.CreateAsync(settings: Queue);
        var upload = scene.Upload();

        var answer = await DeliverAsync(scene, QueueBatch.ToJson([("bad", body), ("good", upload.ToJson())]));

        answer.Failed.ShouldBe(["bad"]);
        answer.Results.ShouldHaveSingleItem().MessageId.ShouldBe("good");
        scene.Handler.Log.ShouldContain($"\"errorType\":\"{errorType}\"");
    }

    [Fact]
    public async Task S3s_test_event_is_done()
    {
        await using var scene = await FaultScene.CreateAsync(settings: Queue);

        var batch = QueueBatch.ToJson([("test", """{"Service":"Amazon S3","Event":"s3:TestEvent"}""")]);

        (await DeliverAsync(scene, batch)).Failed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_the_mapping_takes_no_partial_failures_one_failed_message_fails_the_invocation()
    {
        await using var scene = await FaultScene.CreateAsync();
        var events = Upload(scene, 3);
        scene.Server.Gate = (request, _) =>
            Task.FromResult(request.Key == events[1].Key ? new FaultRule(FaultKind.AccessDenied) : null);

        (await scene.Handler.InvokeAsync(QueueBatch.ToJson(events))).ShouldFailWith(ErrorTypes.AccessDenied);

        scene.Archived(ArchiveKey(events[2])).ShouldNotBeNull();
    }

    [Fact]
    public async Task When_time_is_up_what_was_not_done_comes_again_and_nothing_is_half_written()
    {
        await using var scene = await FaultScene.CreateAsync(settings: Queue);
        var events = Upload(scene, 30);
        scene.Server.Gate = async (request, gone) =>
        {
            await Task.Delay(request.Key == events[0].Key ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, gone);
            return null;
        };

        var answer = await DeliverAsync(scene, QueueBatch.ToJson(events), TimeSpan.FromSeconds(1));

        answer.Results.ShouldBeEmpty("its archive's PUT was held as well");
        answer.Failed.Count.ShouldBe(30);
        scene.Handler.Log.ShouldContain("was not finished before");
        scene.Handler.Log.ShouldContain("was not begun before");
        scene.Bucket.Keys.ShouldBe(events.Select(e => e.Key), ignoreOrder: true);

        scene.Server.Recover();
        (await DeliverAsync(scene, QueueBatch.ToJson(events))).Results.ShouldAllBe(result => result.Outcome == Outcome.Compressed);
    }

    [Fact]
    public async Task Two_uploads_of_one_key_keep_their_order()
    {
        await using var scene = await FaultScene.CreateAsync(new BucketSettings { Versioned = true }, Queue);
        var (first, second) = (scene.Upload(FaultScene.Json(1)), scene.Upload(FaultScene.Json(2)));
        var others = Upload(scene, 4);

        var answer = await DeliverAsync(scene, QueueBatch.ToJson([first, .. others.Take(2), second, .. others.Skip(2), first]));

        answer.Results.Where(result => result.Key == FaultScene.Key).Select(result => result.Outcome)
            .ShouldBe([Outcome.Compressed, Outcome.Compressed, Outcome.Superseded]);
        scene.Archived().ShouldBe(FaultScene.Json(2));
        var ours = scene.Server.Requests.Where(request => request.Key == FaultScene.Key || request.Key == FaultScene.ArchiveKey).ToList();
        ours.Where(request => request.Operation == S3Operation.GetObject).Select(request => request.Query["versionId"])
            .ShouldBe([first.VersionId!, second.VersionId!, first.VersionId!]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Objects_overlap_whatever_brings_them(bool direct)
    {
        await using var scene = await FaultScene.CreateAsync(settings: Queue);
        var events = Upload(scene, 10);
        var (waiting, all) = (0, new TaskCompletionSource());
        scene.Server.Gate = async (request, gone) =>
        {
            // No GET is answered before all are there: one after the other, they never would be.
            if (request.Operation == S3Operation.GetObject && Interlocked.Increment(ref waiting) == events.Count)
            {
                all.SetResult();
            }

            await all.Task.WaitAsync(gone);
            return null;
        };

        var response = await scene.Handler.RespondAsync(direct ? ObjectEvent.ToJson(events) : QueueBatch.ToJson(events));

        response.ShouldContain("\"outcomes\":{\"Compressed\":10}");
    }

    [Fact]
    public async Task A_mixture_of_streamed_and_small_objects_ends_well()
    {
        var limits = new ArchiveLimits(MaxBufferedBytes: 20_000, PartSize: 2048) { BufferBytes = 64 << 20 };
        await using var scene = await FaultScene.CreateAsync(settings: Queue, limits: limits);
        var events = Enumerable.Range(0, 12)
            .Select(i => scene.Upload(FaultScene.Json(i)[..(i % 3 == 0 ? 60_000 : 1000 + i)], $"incoming/{i}.json")).ToList();

        var answer = await DeliverAsync(scene, QueueBatch.ToJson(events));

        answer.Results.Count.ShouldBe(12);
        foreach (var (one, i) in events.Select((one, i) => (one, i)))
        {
            scene.Archived(ArchiveKey(one)).ShouldBe(FaultScene.Json(i)[..(i % 3 == 0 ? 60_000 : 1000 + i)]);
        }
    }

    private static List<ObjectEvent> Upload(FaultScene scene, int count) =>
        [.. Enumerable.Range(0, count).Select(i => scene.Upload(FaultScene.Json(i), $"incoming/batch/{i:00}.json"))];

    private static string ArchiveKey(ObjectEvent upload) => FaultScene.Keys.ArchiveKey(upload.Key["incoming/".Length..]);

    private static async Task<QueueAnswer> DeliverAsync(FaultScene scene, string batch, TimeSpan? working = null) =>
        QueueAnswer.Parse(await scene.Handler.RespondAsync(batch, working));
}
