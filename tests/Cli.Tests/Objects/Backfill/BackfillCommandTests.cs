using System.Text.RegularExpressions;
using Compressor.Cli.Tests.Local;
using Compressor.Cli.Tests.Objects.Verify;
using Compressor.Core.Keys;
using Compressor.Core.Outcomes;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Objects.Backfill;

/// <summary>The command against the local S3 Batch Operations, with a function that fails as a key's name says.</summary>
[Integration]
public sealed partial class BackfillCommandTests
{
    private static readonly KeyMapping Mapping = new("incoming/", "processed/", ".json");

    [Fact]
    public async Task What_has_no_archive_is_compressed_what_failed_is_named_and_a_second_run_does_only_what_is_left()
    {
        await using var scene = await BatchScene.StartAsync();
        await scene.Aws.PutAsync("incoming/a b+ü.json", "{}");
        await scene.Aws.PutAsync("incoming/done.json", "{}");
        await scene.Aws.PutAsync("incoming/permanent.json", "{}");
        await PutArchiveAsync(scene, "done.json");

        var first = await BackfillAsync(scene, "--yes");

        (first.ExitCode, first.Error).ShouldBe((1, first.Error));
        first.Output.ShouldContain("2 objects without an archive of their own, 4 B.");
        first.Output.ShouldContain("$0.25  the job");
        first.Output.ShouldContain("Complete: 1 of 2 objects succeeded, 1 failed.");
        first.Output.ShouldMatch(@"ObjectTooLarge │ +1 │ incoming/permanent\.json: ObjectTooLarge: it has 2 ""bytes""");
        (await ManifestAsync(scene, first)).ShouldBe("a-bucket,incoming/a%20b%2B%C3%BC.json\na-bucket,incoming/permanent.json\n");
        ReportKey().Match(first.Output).Groups["key"].Value.ShouldStartWith("compressor-backfill/reports/job-");

        await PutArchiveAsync(scene, "a b+ü.json");
        var second = await BackfillAsync(scene, "--yes");

        second.ExitCode.ShouldBe(1);
        (await ManifestAsync(scene, second)).ShouldBe("a-bucket,incoming/permanent.json\n");

        await PutArchiveAsync(scene, "permanent.json");
        var third = await BackfillAsync(scene, "--yes");

        (third.ExitCode, third.Error).ShouldBe((0, third.Error));
        third.Output.ShouldContain("Nothing to do: every source has its archive.");
    }

    [Fact]
    public async Task Manifests_and_reports_are_no_problem_to_a_verification()
    {
        await using var scene = await BatchScene.StartAsync();
        await scene.Aws.PutAsync("incoming/permanent.json", "{}");
        await BackfillAsync(scene, "--yes");
        await PutArchiveAsync(scene, "permanent.json");

        var verify = await scene.Aws.RunToolAsync("verify");

        (verify.ExitCode, verify.Output).ShouldBe((0, verify.Output), verify.Error);
        verify.Output.ShouldStartWith("1 checked, 0 missing, ");
    }

    [Fact]
    public async Task In_a_bucket_with_versions_each_line_names_the_version_that_was_found()
    {
        await using var scene = await BatchScene.StartAsync();
        await scene.Aws.PutAsync("incoming/before.json", "{}");
        await scene.Aws.S3.PutBucketVersioningAsync(
            new() { BucketName = ConnectedFunction.Bucket, VersioningConfig = new() { Status = Amazon.S3.VersionStatus.Enabled } });
        await scene.Aws.PutAsync("incoming/twice.json", "{}");
        var current = await scene.Aws.PutAsync("incoming/twice.json", "{\"newer\": true}");

        var run = await BackfillAsync(scene, "--yes");

        run.ExitCode.ShouldBe(0, run.Output + run.Error);
        (await ManifestAsync(scene, run)).ShouldBe(
            $"a-bucket,incoming/before.json,null\na-bucket,incoming/twice.json,{current.VersionId}\n");
    }

    [Fact]
    public async Task Prefix_limit_and_age_narrow_what_is_taken()
    {
        await using var scene = await BatchScene.StartAsync();
        foreach (var name in new[] { "a/1", "a/2", "a/3", "b/1" })
        {
            await scene.Aws.PutAsync($"incoming/{name}.json", "{}");
        }

        var some = await BackfillAsync(scene, "--yes", "--prefix", "incoming/a/", "--limit", "2");
        var none = await scene.Aws.RunToolAsync("backfill", "--role", BatchScene.RoleArn, "--yes");

        some.ExitCode.ShouldBe(0, some.Error);
        var lines = (await ManifestAsync(scene, some)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines.ShouldAllBe(line => line.StartsWith("a-bucket,incoming/a/", StringComparison.Ordinal));
        some.Output.ShouldContain("These are the first 2; there may be more.");
        none.Output.ShouldContain("4 too young");
        none.Output.ShouldContain("Nothing to do", customMessage: "what came in the last seven hours may have its event on the way");
    }

    [Theory]
    [InlineData(WrittenInventory.Csv)]
    [InlineData(WrittenInventory.ParquetFile)]
    public async Task An_inventory_in_place_of_a_listing_gives_the_same_manifest_but_for_what_changed_since(string format)
    {
        await using var scene = await BatchScene.StartAsync();
        await scene.Aws.PutAsync("incoming/a b+ü.json", "{}");
        await scene.Aws.PutAsync("incoming/replaced.json", "{}");
        var inventory = await scene.Aws.PutInventoryAsync(format);
        await scene.Aws.PutAsync("incoming/replaced.json", "{\"newer\": true}");

        var run = await BackfillAsync(scene, "--yes", "--from-inventory", inventory);

        run.ExitCode.ShouldBe(0, run.Output + run.Error);
        (await ManifestAsync(scene, run)).ShouldBe("a-bucket,incoming/a%20b%2B%C3%BC.json\n");
    }

    [Fact]
    public async Task A_job_can_be_left_alone_and_asked_about_later()
    {
        await using var scene = await BatchScene.StartAsync();
        await scene.Aws.PutAsync("incoming/permanent.json", "{}");

        var left = await BackfillAsync(scene, "--yes", "--detach");
        var id = Job().Match(left.Output).Groups["id"].Value;
        await scene.WaitAsync(id);
        var status = await scene.Aws.RunToolAsync("backfill", "status", id);
        var wrong = await scene.Aws.RunToolAsync("backfill", "status", "nothing");
        var late = await scene.Aws.RunToolAsync("backfill", "cancel", id);

        left.ExitCode.ShouldBe(0, left.Error);
        left.Output.ShouldContain($"See `compressor backfill status {id}`.");
        status.ExitCode.ShouldBe(1);
        status.Output.ShouldContain("Complete: 0 of 1 objects succeeded, 1 failed.");
        status.Output.ShouldContain($"The report: s3://a-bucket/compressor-backfill/reports/job-{id}/manifest.json");
        (wrong.ExitCode, wrong.Error).ShouldBe(
            (2, "compressor: S3 Control answered 404 NoSuchJob: The specified job does not exist.\n"));
        (late.ExitCode, late.Error).ShouldBe(
            (2, "compressor: S3 Control answered 400 JobStatusException: The job is Complete and cannot become Cancelled.\n"));
    }

    [Fact]
    public async Task Nothing_begins_without_a_role_or_unasked_and_a_job_that_fails_says_why()
    {
        await using var scene = await BatchScene.StartAsync(sourceAccount: "999999999999");
        await scene.Aws.PutAsync("incoming/a.json", "{}");

        var noRole = await scene.Aws.RunToolAsync("backfill", "--older-than", "0s", "--yes");
        var unasked = await BackfillAsync(scene);
        var failed = await BackfillAsync(scene, "--yes");

        (noRole.ExitCode, noRole.Error).ShouldBe(
            (
                2,
                "compressor: S3 Batch Operations needs a role: deploy with backfill = true (make deploy BACKFILL=true), "
                    + "or name one with --role\n"));
        unasked.ExitCode.ShouldBe(2);
        unasked.Output.ShouldContain("1 objects without an archive of their own, 2 B.");
        unasked.Error.ShouldEndWith("compressor: there is no terminal to ask at: --yes begins without asking\n");
        failed.ExitCode.ShouldBe(1);
        failed.Output.ShouldContain("Failed: 0 of 0 objects succeeded, 0 failed.");
        failed.Output.ShouldContain("The job failed: AccessDenied: batchoperations.s3.amazonaws.com may not take the role ");
        scene.Aws.Running.Lambda.Snapshot.Done.ShouldBe(0);
    }

    private static Task<ProgramRun> BackfillAsync(BatchScene scene, params string[] arguments) =>
        scene.Aws.RunToolAsync(["backfill", "--role", BatchScene.RoleArn, "--older-than", "0s", .. arguments]);

    /// <summary>The manifest that a run wrote, in the order of its lines.</summary>
    private static async Task<string> ManifestAsync(BatchScene scene, ProgramRun run)
    {
        var text = (await scene.ReadAsync(ManifestKey().Match(run.Output).Groups["key"].Value)).ShouldNotBeNull(run.Output + run.Error);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static async Task PutArchiveAsync(BatchScene scene, string name)
    {
        var source = await scene.Aws.S3.GetObjectMetadataAsync(ConnectedFunction.Bucket, $"incoming/{name}");
        await scene.Aws.PutAsync(
            Mapping.ArchiveKey(name),
            new string('x', 200),
            metadata => new ArchiveMetadata(
                ArchiveMetadata.HashKey($"incoming/{name}"),
                source.ETag.Trim('"'),
                null,
                source.ContentLength,
                null,
                new DateTimeOffset(source.LastModified!.Value).ToUnixTimeSeconds()).AddTo(metadata));
    }

    [GeneratedRegex(@"manifest is s3://a-bucket/(?<key>\S+)\.\n")]
    private static partial Regex ManifestKey();

    [GeneratedRegex(@"The report: s3://a-bucket/(?<key>\S+)")]
    private static partial Regex ReportKey();

    [GeneratedRegex(@"Job (?<id>\S+)\. ")]
    private static partial Regex Job();
}
