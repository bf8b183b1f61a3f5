using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.S3.Model;
using Compressor.EndToEnd.Tests.LeastPrivilege;
using Compressor.Testing;

namespace Compressor.EndToEnd.Tests;

/// <summary>
/// What was in the bucket before, by <c>compressor backfill</c>: the local S3 Batch Operations takes the role that Terraform made, with
/// its trust and its policy, and invokes the published function.
/// </summary>
[Collection(DeployedFunctionGroup.Name)]
public sealed partial class BackfillTests(DeployedFunction function)
{
    private const int Size = 100_000;

    [Fact]
    public Task What_was_there_before_is_compressed_the_report_names_what_cannot_be_and_a_second_run_finds_only_that() =>
        BackfillAsync("backfill", objects: 20, failing: 1);

    [LongFact]
    public Task Five_thousand_objects_of_which_one_in_twenty_cannot_be_compressed() =>
        BackfillAsync("backfill of many", objects: 5000, failing: 250);

    [Fact]
    public async Task The_role_may_do_what_the_job_does_and_nothing_more_that_was_not_reviewed()
    {
        var role = await BackfillRole.ReadAsync(function);
        var before = RecordedCall.Count(function.Aws);
        await function.Aws.ConnectAsync(new Uri("http://127.0.0.1:1"), CancellationToken.None);
        await PutAsync("backfill of one/a.json", "{}"u8.ToArray());
        await function.Aws.ConnectAsync(function.Lambda.InvokeEndpoint, CancellationToken.None);

        (await RunAsync("backfill of one")).ExitCode.ShouldBe(0);

        var needed = RecordedCall.ReadOf(function.Aws, role.Name, before)
            .SelectMany(call => Permission.NeededBy(call, function.Deployment, deadLetterQueueArn: "")).ToHashSet();
        needed.Select(permission => permission.Action).Distinct()
            .ShouldBe(["s3:GetObject", "s3:PutObject", "lambda:InvokeFunction"], ignoreOrder: true);
        var policy = PolicyDocument.Parse(role.Policy, function.Deployment.BackfillRoleArn!);
        needed.ShouldAllBe(permission => policy.Permits(permission));
        LeastPrivilegeTests.Excess(policy, needed).Select(grant => $"{grant.Action} on {grant.Resource.Split('/', 2)[^1]}")
            .ShouldBe(ReviewedExcess.Read("backfill", "keep"));
    }

    private async Task BackfillAsync(string folder, int objects, int failing)
    {
        // Every twentieth is over the limit, which no retry mends.
        await using var strict = await function.StartLambdaAsync(options => options with
        {
            Deployment = options.Deployment with
            {
                FunctionEnvironment = new Dictionary<string, string>(options.Deployment.FunctionEnvironment)
                {
                    ["COMPRESSOR_MAX_FILE_SIZE"] = $"{Size}B",
                },
            },
        });
        await function.Aws.ConnectAsync(new Uri("http://127.0.0.1:1"), CancellationToken.None);
        try
        {
            var names = Enumerable.Range(0, objects).Select(i => $"{folder}/{i} + ü.json").ToArray();
            await Parallel.ForEachAsync(names.Index(), async (file, _) => await PutAsync(file.Item, Content(file.Index, objects, failing)));
            await function.Aws.ConnectAsync(strict.InvokeEndpoint, CancellationToken.None);

            var first = await RunAsync(folder);

            first.ExitCode.ShouldBe(1, first.Output + first.Error);
            first.Output.ShouldContain(FormattableString.Invariant(
                $"Complete: {objects - failing:N0} of {objects:N0} objects succeeded, {failing:N0} failed."));
            first.Output.ShouldContain($"ObjectTooLarge");
            var failed = names.Where((_, i) => IsTooLarge(i, objects, failing)).Select(name => Encode($"incoming/{name}")).Order();
            (await ReportedAsync(first)).ShouldBe(failed);
            await Parallel.ForEachAsync(names.Index().Where(file => !IsTooLarge(file.Index, objects, failing)), async (file, _) =>
                (await function.FindDifferenceAsync(file.Item, Content(file.Index, objects, failing))).ShouldBeNull(file.Item));

            var second = await RunAsync(folder);

            second.ExitCode.ShouldBe(1);
            (await LinesAsync(KeyIn(second, ManifestKey()))).Select(line => line.Split(',')[1]).Order().ShouldBe(failed);
            second.Output.ShouldContain(FormattableString.Invariant($"0 of {failing:N0} objects succeeded, {failing:N0} failed."));
        }
        finally
        {
            await function.Aws.ConnectAsync(function.Lambda.InvokeEndpoint, CancellationToken.None);
        }
    }

    private static bool IsTooLarge(int index, int objects, int failing) => index % (objects / failing) == 0;

    private static byte[] Content(int index, int objects, int failing) =>
        Project.SampleJson(IsTooLarge(index, objects, failing) ? Size + 1 : Size, (ulong)index);

    private static string Encode(string key) => string.Join('/', key.Split('/').Select(Uri.EscapeDataString));

    private Task<PutObjectResponse> PutAsync(string name, byte[] content) => function.S3.PutObjectAsync(new PutObjectRequest
    {
        BucketName = function.Deployment.BucketName,
        Key = $"incoming/{name}",
        InputStream = new MemoryStream(content),
    });

    private async Task<ProgramRun> RunAsync(string folder)
    {
        var outputs = JsonNode.Parse(DeploymentJson.Write(function.Deployment))!;
        outputs["alias_arn"] = new JsonObject { ["value"] = function.Deployment.EventTarget };
        using var files = new TemporaryFolder();
        var file = files.Add("outputs.json", Encoding.UTF8.GetBytes(outputs.ToJsonString()));
        return await ProgramRun.RunAsync(
            ProgramRun.Compressor,
            ["backfill", "--prefix", $"incoming/{folder}/", "--older-than", "0s", "--yes", "--outputs", file],
            function.Aws.EnvironmentVariables);
    }

    /// <summary>The keys in the report of what failed, in order.</summary>
    private async Task<IEnumerable<string>> ReportedAsync(ProgramRun run)
    {
        var report = JsonNode.Parse(string.Join('\n', await LinesAsync(KeyIn(run, ReportKey()))))!;
        var file = report["Results"]!.AsArray().ShouldHaveSingleItem()!["Key"]!.GetValue<string>();
        return (await LinesAsync(file)).Select(line => line.Split(',')[1]).Order();
    }

    private async Task<string[]> LinesAsync(string key)
    {
        using var stored = await function.S3.GetObjectAsync(function.Deployment.BucketName, key);
        using var text = new StreamReader(stored.ResponseStream);
        return (await text.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string KeyIn(ProgramRun run, Regex pattern) => pattern.Match(run.Output).Groups["key"].Value;

    [GeneratedRegex(@"manifest is s3://[^/]+/(?<key>\S+)\.\n")]
    private static partial Regex ManifestKey();

    [GeneratedRegex(@"The report: s3://[^/]+/(?<key>\S+)")]
    private static partial Regex ReportKey();
}
