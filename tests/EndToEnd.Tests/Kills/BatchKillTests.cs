using System.Collections.Concurrent;
using System.Text.Json;
using Compressor.Cli.Local;
using Compressor.Cli.Local.Invocations;
using Compressor.LoopbackS3.Notifications;
using Compressor.Testing;
using Xunit.Abstractions;

namespace Compressor.EndToEnd.Tests.Kills;

/// <summary>
/// The same kills in queue mode: environments that die in the middle of a batch, stopped ones whose messages become visible while they
/// still hold them, messages that are in the queue twice, and messages with two records.
/// </summary>
public sealed class BatchKillTests(ITestOutputHelper output)
{
    private const int Files = 40;
    private const int FilesOfALongRun = 500;
    private const int Seed = 20_261_129;

    [Fact]
    public Task Environments_killed_in_the_middle_of_batches_lose_nothing() => KillAsync(Files, deletes: true);

    [LongTheory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Environments_killed_in_the_middle_of_hundreds_of_batches_lose_nothing(bool deletes) => KillAsync(FilesOfALongRun, deletes);

    private async Task KillAsync(int count, bool deletes)
    {
        await using var scene = await KillScene.StartWithQueueAsync(deletes);
        var (files, queue) = (MixedFiles.Make(count, Seed), scene.Queue!.Messages);
        List<string> sent;
        await using (var lambda = await scene.StartLambdaAsync())
        {
            var invocations = Watch(lambda);
            var killer = new Killer(lambda, Seed);
            using var quiet = new CancellationTokenSource();
            var killing = killer.RunAsync(quiet.Token);
            sent = Send(scene, files);
            await scene.QuietAsync(lambda);
            await quiet.CancelAsync();
            await killing;

            var outcomes = invocations.SelectMany(one => one.Outcomes).Select(each => each.Outcome).ToList();
            output.WriteLine(
                $"{count} files, {sent.Count} messages, {killer.Kills} kills, {killer.Stops} stops, {invocations.Count} invocations, "
                    + $"{invocations.Count(one => one.ErrorType is not null)} failed, "
                    + $"{outcomes.Count(outcome => outcome == "Duplicate")} duplicates, {queue.DeadLetters.Count} dead letters");
            outcomes.ShouldAllBe(outcome => outcome == "Compressed" || outcome == "Duplicate");
            invocations.ShouldContain(one => one.ErrorType == "Runtime.ExitError", "environments were killed with a batch");
            invocations.ShouldContain(one => one.Outcomes.Count > 1, "files share an invocation");
        }

        queue.Count.ShouldBe((0, 0));
        queue.Deleted.Concat(queue.DeadLetters).ShouldBe(sent, ignoreOrder: true, "each message once: done or a dead letter");
        await scene.ShouldHoldNothingHalfWrittenAsync(files);
        scene.ShouldHaveArchiveOrSource(files, [.. queue.DeadLetters.SelectMany(Keys)]);

        await MendAsync(scene, files, deletes);
    }

    /// <summary>What the runbook says: more memory and time, and send the dead letters again.</summary>
    private static async Task MendAsync(KillScene scene, IReadOnlyList<MixedFile> files, bool deletes)
    {
        var queue = scene.Queue!.Messages;
        string[] letters = [.. queue.DeadLetters];
        queue.Visibility = TimeSpan.FromHours(1);
        queue.Send(letters);
        await using var mended = await scene.StartMendedLambdaAsync();
        await scene.QuietAsync(mended);

        queue.DeadLetters.Count.ShouldBe(letters.Length, "none fails again");
        scene.Bucket.Keys.Where(key => key.StartsWith("processed/", StringComparison.Ordinal))
            .ShouldBe(files.Select(file => file.ArchiveKey), ignoreOrder: true);
        scene.Bucket.Keys.Count(key => key.StartsWith("incoming/", StringComparison.Ordinal)).ShouldBe(deletes ? 0 : files.Count);
        await scene.ShouldHoldNothingHalfWrittenAsync(files);
    }

    /// <summary>Uploads; every third message is sent twice, as SQS may do, and every fifth has the record before it too.</summary>
    private static List<string> Send(KillScene scene, IReadOnlyList<MixedFile> files)
    {
        var sent = new List<string>();
        for (var i = 0; i < files.Count; i++)
        {
            scene.Bucket.Put(files[i].Key, files[i].Content);
            var message = ObjectEvent.ToJson(scene.Bucket.Events.TakeLast(i % 5 == 4 ? 2 : 1));
            string[] copies = i % 3 == 2 ? [message, message] : [message];
            scene.Queue!.Messages.Send(copies);
            sent.AddRange(copies);
        }

        return sent;
    }

    private static ConcurrentQueue<InvocationFinished> Watch(LocalLambda lambda)
    {
        var invocations = new ConcurrentQueue<InvocationFinished>();
        lambda.Happened += happened =>
        {
            if (happened is InvocationFinished finished)
            {
                invocations.Enqueue(finished);
            }
        };
        return invocations;
    }

    private static IEnumerable<string> Keys(string message) => JsonDocument.Parse(message).RootElement.GetProperty("Records")
        .EnumerateArray()
        .Select(record => Uri.UnescapeDataString(record.GetProperty("s3").GetProperty("object").GetProperty("key").GetString()!));
}
