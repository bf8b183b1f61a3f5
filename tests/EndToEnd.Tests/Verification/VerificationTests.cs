using Amazon.S3.Model;
using Compressor.Cli.Deployment.Doctor;
using Compressor.Cli.Local;
using Compressor.Cli.Objects.Verify;
using Compressor.Core.Keys;

namespace Compressor.EndToEnd.Tests.Verification;

/// <summary>What no retry and no dead letter tells of, `compressor verify` finds, and `--requeue` mends.</summary>
[Collection(DeployedFunctionGroup.Name)]
public sealed class VerificationTests(DeployedFunction function)
{
    private const int MostUploads = 500;

    private static readonly Uri Nowhere = new("http://127.0.0.1:1");

    [Fact]
    public async Task The_doctor_may_put_its_marker_into_the_deployed_bucket_and_removes_it()
    {
        var (exitCode, output, error) = await VerifyTool.RunAsync(function, ["doctor", "--deployed"]);

        (exitCode, error).ShouldBe((0, ""));
        output.ShouldBe("OK    delete mode    S3 refuses a DELETE with a wrong ETag (412)\nNothing is in the way.\n");
        (await function.S3.ListVersionsAsync(function.Deployment.BucketName, DeletionCheck.MarkerPrefix)).Versions.ShouldBeNull();
    }

    [Fact]
    public async Task What_a_full_queue_dropped_is_found_and_mended_and_until_then_the_counts_add_up()
    {
        await using var overrun = await function.StartLambdaAsync(options => options with { Concurrency = 1, QueueLimit = 1 });
        var content = SampleContent.Json(1_000_000, seed: 8);
        var uploads = 0;
        await WithNotificationsToAsync(overrun.InvokeEndpoint, async () =>
        {
            while (overrun.Snapshot.Dropped < 3)
            {
                uploads.ShouldBeLessThan(MostUploads, "one environment keeps up with it");
                await PutAsync($"full/{uploads++}.json", content);
            }

            await QuietAsync(overrun);
        });

        var counts = overrun.Snapshot;
        (counts.Accepted, counts.DeadLetters, counts.Lost).ShouldBe((uploads, 0, 0));
        (overrun.Outcomes.Count + counts.Dropped).ShouldBe(uploads, "uploads = outcomes + what was dropped");
        var handled = overrun.Outcomes.Select(outcome => outcome.Key).ToHashSet();
        var dropped = Enumerable.Range(0, uploads)
            .Select(i => function.SourceKey($"full/{i}.json"))
            .Where(key => !handled.Contains(key))
            .ToDictionary(key => key, _ => "missing");

        (await VerifyTool.RunAsync(function, "full")).ShouldBe(dropped, ignoreOrder: true);
        await VerifyTool.RunAsync(function, "full", "--requeue", "--older-than", "0s");
        await function.QuietAsync();

        (await VerifyTool.RunAsync(function, "full", "--deep")).ShouldBeEmpty();
        await function.TakeDeadLettersAsync();
    }

    [Fact]
    public async Task A_source_that_is_overwritten_between_its_listing_and_the_event_never_has_the_older_archive()
    {
        var (older, newer) = (SampleContent.Json(20_000, seed: 1), SampleContent.Json(30_000, seed: 2));
        var check = new ArchiveCheck(
            function.S3, function.Deployment.BucketName, new KeyMapping("incoming/", "processed/", ".json"), deep: false);
        Finding? finding = null;
        await WithNotificationsToAsync(Nowhere, async () =>
        {
            await PutAsync("overwritten/a.json", older);
            finding = await check.FindAsync(await ListAsync("overwritten/a.json"), CancellationToken.None);
        });
        finding.ShouldNotBeNull().Kind.ShouldBe(FindingKind.Missing);

        var requeuer = new Requeuer(function.S3, function.Deployment, async (payload, _) =>
        {
            await function.UploadAsync("overwritten/a.json", newer);
            (await Invoke.LaterAsync(function.Lambda, function.Deployment.FunctionName, payload)).Status.ShouldBe(202);
        });
        (await requeuer.SendAsync(finding, CancellationToken.None)).ShouldBeTrue();
        await function.QuietAsync();

        function.Outcomes("overwritten/a.json").ShouldBe(["Compressed", "Superseded"], "the event is pinned to what was listed");
        (await function.FindDifferenceAsync("overwritten/a.json", newer)).ShouldBeNull();
    }

    private async Task WithNotificationsToAsync(Uri invokeEndpoint, Func<Task> action)
    {
        await function.Aws.ConnectAsync(invokeEndpoint, CancellationToken.None);
        try
        {
            await action();
        }
        finally
        {
            await function.Aws.ConnectAsync(function.Lambda.InvokeEndpoint, CancellationToken.None);
        }
    }

    private Task<PutObjectResponse> PutAsync(string name, byte[] content) => function.S3.PutObjectAsync(new()
    {
        BucketName = function.Deployment.BucketName,
        Key = function.SourceKey(name),
        InputStream = new MemoryStream(content),
    });

    private async Task<S3Object> ListAsync(string name) =>
        (
            await function.S3.ListObjectsV2Async(
                new() { BucketName = function.Deployment.BucketName, Prefix = function.SourceKey(name) })).S3Objects.ShouldHaveSingleItem();

    private static async Task QuietAsync(LocalLambda lambda)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await lambda.WaitUntilQuietAsync(patience.Token);
    }
}
