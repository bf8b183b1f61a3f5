using System.Text;
using Compressor.Cli.Deployment;
using Compressor.Cli.Objects.Verify;
using Compressor.Core.Keys;
using Compressor.Testing;

namespace Compressor.EndToEnd.Tests;

/// <summary>What no retry and no dead letter reports, `compressor verify` finds, and `--requeue` mends.</summary>
[Collection(DeployedFunctionGroup.Name)]
public sealed class VerificationTests(DeployedFunction function)
{
    private const int MaxUploads = 500;

    private static readonly Uri Nowhere = new("http://127.0.0.1:1");

    [Fact]
    public async Task The_doctor_tries_what_is_deployed_and_leaves_nothing()
    {
        await function.TakeDeadLettersAsync();

        var doctor = await RunAsync("doctor", "--deployed");

        (doctor.ExitCode, doctor.Error).ShouldBe((0, ""));
        doctor.Output.ShouldStartWith(
            """
            OK    delete mode    S3 refuses a DELETE with a wrong ETag (412)
            OK    plain HTTP     S3 refuses an upload without TLS
            OK    archives       S3 refuses an upload under processed/ by somebody else than the function
            OK    other keys     S3 refuses an upload without .json
            OK    own keys       S3 refuses an upload that is encrypted with the uploader's own key (SSE-C)
            SKIP  encryption     S3 would take an upload that asks for another encryption than the bucket's: deny_other_encryption is off
            WARN  alarms         nobody is subscribed to compressor-alarms: set alarm_emails or alarm_topic_arns, or subscribe somebody
            OK    dead letters   compressor-dead-letters takes a message
            OK    round trip     a source became an archive within 
            """);
        doctor.Output.ShouldEndWith(" s\nNothing is in the way.\n");
        await ShouldHaveNoMarkersAsync();
    }

    [Fact]
    public async Task The_doctor_says_what_a_bucket_without_its_policy_lets_through()
    {
        var bucket = function.Deployment.BucketName;
        var policy = (await function.S3.GetBucketPolicyAsync(bucket)).Policy;
        await function.S3.DeleteBucketPolicyAsync(bucket);
        try
        {
            var doctor = await RunAsync("doctor", "--deployed");

            doctor.ExitCode.ShouldBe(1);
            doctor.Output.ShouldContain("\nFAIL  plain HTTP     S3 would take an upload without TLS: deploy again, or have ");
            doctor.Output.ShouldContain("\nFAIL  archives       S3 would take an upload under processed/ by somebody else than the ");
            doctor.Output.ShouldContain("\nWARN  other keys     S3 would take an upload without .json, and nobody compresses it.");
            doctor.Output.ShouldEndWith("\n2 problems are in the way.\n");
        }
        finally
        {
            await function.S3.PutBucketPolicyAsync(bucket, policy);
        }

        await ShouldHaveNoMarkersAsync();
    }

    [Fact]
    public async Task The_functions_own_configuration_says_what_Terraforms_outputs_say()
    {
        var outputs = function.Deployment;

        var read = await FunctionDeployment.ReadAsync(function.Connection, outputs.FunctionName, CancellationToken.None);

        read.FunctionEnvironment.ShouldBe(outputs.FunctionEnvironment, ignoreOrder: true);
        var told = read with { FunctionEnvironment = outputs.FunctionEnvironment, FunctionPackage = outputs.FunctionPackage };
        told.ShouldBe(outputs with { BackfillRoleArn = null }, "the function does not have the role of backfills");
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("redrive")]
    [InlineData("doctor --deployed")]
    public async Task Who_has_no_state_of_Terraforms_names_the_function(string verb)
    {
        string[] arguments = [.. verb.Split(' '), "--function", function.Deployment.FunctionName];
        var run = await ProgramRun.RunAsync(ProgramRun.Compressor, arguments, function.Aws.EnvironmentVariables);
        var wrong = await ProgramRun.RunAsync(
            ProgramRun.Compressor, [.. verb.Split(' '), "--function", "another"], function.Aws.EnvironmentVariables);

        run.ExitCode.ShouldBeOneOf([0, 1], run.Error);
        run.Output.ShouldNotBeEmpty(run.Error);
        wrong.ExitCode.ShouldBe(2);
        wrong.Error.ShouldStartWith("compressor: there is no function another with an alias live in ");
    }

    [Fact]
    public async Task What_a_full_queue_dropped_is_found_and_mended_and_until_then_the_counts_add_up()
    {
        await using var overrun = await function.StartLambdaAsync(options => options with { Concurrency = 1, QueueLimit = 1 });
        var content = Project.SampleJson(1_000_000, seed: 8);
        var uploads = 0;
        await WithNotificationsToAsync(overrun.InvokeEndpoint, async () =>
        {
            while (overrun.Snapshot.Dropped < 3)
            {
                uploads.ShouldBeLessThan(MaxUploads, "one environment keeps up with it");
                await function.PutAsync($"full/{uploads++}.json", content);
            }

            await DeployedFunction.QuietAsync(overrun);
        });

        var counts = overrun.Snapshot;
        (counts.Accepted, counts.DeadLetters, counts.Lost).ShouldBe((uploads, 0, 0));
        (overrun.Outcomes.Count + counts.Dropped).ShouldBe(uploads, "uploads = outcomes + what was dropped");
        var handled = overrun.Outcomes.Select(outcome => outcome.Key).ToHashSet();
        var dropped = Enumerable.Range(0, uploads)
            .Select(i => function.SourceKey($"full/{i}.json"))
            .Where(key => !handled.Contains(key))
            .ToDictionary(key => key, _ => "missing");

        (await VerifyAsync("full")).ShouldBe(dropped, ignoreOrder: true);
        await VerifyAsync("full", "--requeue", "--older-than", "0s");
        await DeployedFunction.QuietAsync(function.Lambda);

        (await VerifyAsync("full", "--deep")).ShouldBeEmpty();
        await function.TakeDeadLettersAsync();
    }

    [Fact]
    public async Task A_source_that_is_overwritten_between_its_listing_and_the_event_never_has_the_older_archive()
    {
        var (older, newer) = (Project.SampleJson(20_000, seed: 1), Project.SampleJson(30_000, seed: 2));
        var bucket = function.Deployment.BucketName;
        var check = new ArchiveCheck(
            function.S3, bucket, new KeyMapping("incoming/", "processed/", ".json"), deep: false);
        Finding? finding = null;
        await WithNotificationsToAsync(Nowhere, async () =>
        {
            await function.PutAsync("overwritten/a.json", older);
            using var lister = function.Connection.CreateLister();
            var key = function.SourceKey("overwritten/a.json");
            var listing = await lister.ListAsync(bucket, key, startAfter: null, maxKeys: 1000, CancellationToken.None);
            finding = await check.FindAsync(listing.Objects.ShouldHaveSingleItem(), CancellationToken.None);
        });
        finding.ShouldNotBeNull().Kind.ShouldBe(FindingKind.Missing);

        var requeuer = new Requeuer(function.S3, function.Deployment, async (payload, _) =>
        {
            await function.UploadAsync("overwritten/a.json", newer);
            (await Invoke.LaterAsync(function.Lambda, function.Deployment.FunctionName, payload)).Status.ShouldBe(202);
        });
        (await requeuer.SendAsync(finding, CancellationToken.None)).ShouldBeTrue();
        await DeployedFunction.QuietAsync(function.Lambda);

        function.Outcomes("overwritten/a.json").ShouldBe(["Compressed", "Superseded"], "the event is pinned to what was listed");
        (await function.FindDifferenceAsync("overwritten/a.json", newer)).ShouldBeNull();
    }

    private async Task ShouldHaveNoMarkersAsync()
    {
        var left = (await function.S3.ListVersionsAsync(function.Deployment.BucketName)).Versions ?? [];
        left.ShouldNotContain(version => version.Key.Contains("doctor", StringComparison.Ordinal));
        (await function.TakeDeadLettersAsync()).ShouldBeEmpty();
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

    /// <summary>
    /// Runs <c>compressor verify</c>. Returns the keys in <paramref name="folder"/> that it has a line for, each with what it says of it.
    /// </summary>
    private async Task<IReadOnlyDictionary<string, string>> VerifyAsync(string folder, params string[] arguments)
    {
        var verify = await RunAsync(["verify", .. arguments]);
        verify.ExitCode.ShouldBeOneOf([0, 1], verify.Error);
        return verify.Output.Split('\n')
            .Select(line => line.Split('\t'))
            .Where(line => line.Length == 3 && line[1].Contains($"/{folder}/", StringComparison.Ordinal))
            .ToDictionary(line => line[1], line => line[0]);
    }

    /// <summary>Runs a verb that reads what is deployed.</summary>
    private async Task<ProgramRun> RunAsync(params string[] arguments)
    {
        using var files = new TemporaryFolder();
        var outputs = files.Add("outputs.json", Encoding.UTF8.GetBytes(DeploymentJson.Write(function.Deployment)));
        return await ProgramRun.RunAsync(
            ProgramRun.Compressor, [.. arguments, "--outputs", outputs], function.Aws.EnvironmentVariables);
    }
}
