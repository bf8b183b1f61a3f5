using System.Text.Json;
using Compressor.Cli.Local;
using Xunit.Abstractions;

namespace Compressor.EndToEnd.Tests.Kills;

/// <summary>
/// Environments of the published function that are killed at any moment, stopped until their time is over, out of memory and too few:
/// nothing is lost, nothing is half written, and the counts add up.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Files = 60;
    private const int FilesOfALongRun = 500;

    private static bool IsLong => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TEST_SEEDS"));

    private static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("TEST_SEED"), out var given) ? given : 20_261_124;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_environments_killed_at_random_every_file_has_its_archive_or_a_dead_letter(bool deletes)
    {
        await using var scene = await KillScene.StartAsync(deletes);
        var files = MixedFiles.Make(IsLong ? FilesOfALongRun : Files, Seed);
        output.WriteLine($"TEST_SEED={Seed}");

        await using (var lambda = await scene.StartLambdaAsync())
        {
            var killer = await DisturbAsync(scene, lambda, files);
            Describe(scene, lambda, files, killer);
            ShouldAddUp(scene, lambda, files);
            killer.Kills.ShouldBeGreaterThan(files.Count / 10);
            scene.Bucket.Uploads.Open.Count.ShouldBeLessThanOrEqualTo((int)lambda.Snapshot.Failed, "an attempt leaves one upload at most");
            if (IsLong)
            {
                lambda.Reports.ShouldContain(
                    report => report.ErrorType == "Sandbox.Timedout", "some of those that were stopped had an event");
            }
        }

        var lettersOfKills = scene.DeadLetters;
        await scene.ShouldHoldNothingHalfWrittenAsync(files);
        scene.ShouldHaveArchiveOrSource(files, [.. scene.DeadLetters.Select(KillScene.KeyOf)]);

        // What the runbook says: more memory and time, and send the dead letters again.
        await using var mended = await scene.StartMendedLambdaAsync();
        foreach (var letter in lettersOfKills)
        {
            await scene.SendAgainAsync(mended, letter);
        }

        await scene.QuietAsync(mended);
        scene.DeadLetters.Count.ShouldBe(lettersOfKills.Count, "none fails again");
        scene.Bucket.Keys.Where(key =>
            key.StartsWith("processed/", StringComparison.Ordinal)).ShouldBe(files.Select(file => file.ArchiveKey), ignoreOrder: true);
        scene.Bucket.Keys.Count(key => key.StartsWith("incoming/", StringComparison.Ordinal)).ShouldBe(deletes ? 0 : files.Count);
        await scene.ShouldHoldNothingHalfWrittenAsync(files);
    }

    private static async Task<Killer> DisturbAsync(KillScene scene, LocalLambda lambda, IReadOnlyList<MixedFile> files)
    {
        var killer = new Killer(lambda, Seed);
        using var quiet = new CancellationTokenSource();
        var killing = killer.RunAsync(quiet.Token);
        foreach (var file in files)
        {
            await scene.UploadAsync(lambda, file);
        }

        await scene.QuietAsync(lambda);
        await quiet.CancelAsync();
        await killing;
        return killer;
    }

    private void Describe(KillScene scene, LocalLambda lambda, IReadOnlyList<MixedFile> files, Killer killer)
    {
        var counts = lambda.Snapshot;
        var errors = lambda.Reports.Select(report => report.ErrorType)
            .OfType<string>()
            .CountBy(type => type)
            .Select(pair => $"{pair.Value} {pair.Key}");
        output.WriteLine(
            $"{files.Count} files, {killer.Kills} kills, {killer.Stops} stops, {counts.Done + counts.Failed} invocations, "
                + $"{counts.Failed} failed ({string.Join(", ", errors)}), "
            + $"{counts.Throttles} throttles, {counts.ColdStarts} cold starts, {counts.DeadLetters} dead letters, "
            + $"{scene.Bucket.Uploads.Open.Count} open uploads");
    }

    private static void ShouldAddUp(KillScene scene, LocalLambda lambda, IReadOnlyList<MixedFile> files)
    {
        var letters = scene.DeadLetters.Select(
            letter => letter.GetProperty("requestContext").GetProperty("requestId").GetString()!).ToList();
        scene.Finished.Keys.Concat(letters).ShouldBe(
            scene.Sent.Select(sent => sent.RequestId), ignoreOrder: true, "each event once: done or a dead letter");
        scene.Finished.Values.ShouldAllBe(outcome => outcome == "Compressed" || outcome == "Duplicate");
        var counts = lambda.Snapshot;
        (counts.Accepted, counts.Lost, counts.Dropped, counts.Queued, counts.Running).ShouldBe((files.Count, 0, 0, 0, 0));
        (lambda.Outcomes.Count + counts.DeadLetters).ShouldBe(files.Count, "uploads = outcomes + dead letters");
        counts.Throttles.ShouldBeGreaterThan(0, "two environments are too few");
        scene.DeadLetters.Select(KillScene.KeyOf).ShouldContain(files[0].Key, "it needs more memory than there is, three times");
        scene.DeadLetters.Select(ErrorType).Distinct().ShouldBeSubsetOf(["Runtime.ExitError", "Sandbox.Timedout", "DeadlineExceeded"]);
    }

    private static string? ErrorType(JsonElement letter) => letter.GetProperty("responsePayload").GetProperty("errorType").GetString();
}
