using System.Text.Json.Nodes;
using Amazon.S3.Model;
using Compressor.Cli.Deployment;
using Compressor.Cli.Local;
using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Local.Moto;
using Compressor.Cli.Local.Versions;

namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>
/// Releases by <c>make</c> as docs/operations.md has them, with uploads going on: a canary that is taken back, one that is promoted, and
/// the way back from there.
/// </summary>
internal sealed class ReleaseRun
{
    /// <summary>A tenth goes to a canary: that a round has none of it has a probability of 1.5 %, two of 0.02 %.</summary>
    private const int UploadsToFindCanary = 40;
    private const int MaxRounds = 100;

    private const string Canary = "CANARY_PERCENT=10";

    private readonly AwsApi _api;
    private readonly DeployedResources _deployment;
    private readonly LocalLambda _lambda;
    private int _uploaded;

    private ReleaseRun(AwsApi api, DeployedResources deployment, LocalLambda lambda) =>
        (_api, _deployment, _lambda) = (api, deployment, lambda);

    /// <summary>The alias after a canary, its rollback, a second canary, its promotion, and a rollback of that.</summary>
    public IReadOnlyList<JsonNode> Aliases { get; private set; } = [];

    /// <summary>What the two rollbacks printed: of a canary, and of what was live.</summary>
    public IReadOnlyList<string> Rollbacks { get; private set; } = [];

    /// <summary>The versions that ran with a canary, after its rollback, after a promotion, and after the rollback of that.</summary>
    public IReadOnlyList<IReadOnlySet<string>> Ran { get; private set; } = [];

    /// <summary>How many files were uploaded, and how many different ones the function compressed, whichever version of it.</summary>
    public (int Uploaded, int Compressed) Counts { get; private set; }

    /// <summary>What failed, was retried, dropped or lost.</summary>
    public LocalLambdaSnapshot Counters { get; private set; } = null!;

    public static async Task<ReleaseRun> RunAsync(
        string folder, ClonedProject project, LocalAws aws, AwsApi api, DeployedResources deployment)
    {
        await using var lambda = await LocalLambda.StartAsync(
            new(deployment)
            {
                AwsEndpoint = aws.Endpoint,
                CaBundle = aws.CaBundle,
                Credentials = LocalCredentials.Role,
                VersionList = new(aws.Endpoint, FunctionVersions.FunctionsPath + deployment.FunctionName),
                RetryDelays = [TimeSpan.FromMilliseconds(100)],
                Folder = folder,
            },
            CancellationToken.None);
        await aws.ConnectAsync(lambda.InvokeEndpoint, CancellationToken.None);
        var run = new ReleaseRun(api, deployment, lambda);
        await run.RunAsync(project);
        return run;
    }

    private async Task RunAsync(ClonedProject project)
    {
        using var stop = new CancellationTokenSource();
        var uploading = UploadUntilAsync(stop.Token);
        var aliases = new List<JsonNode>();
        var rollbacks = new List<string>();
        var ran = new List<IReadOnlySet<string>>();

        await ReleaseAsync("deploy", "AUTO_APPROVE=1", "LOG_SAMPLING_RATE=0.75", Canary);
        ran.Add(await SeeVersionsAsync(UploadsToFindCanary, "2", "3"));
        rollbacks.Add(await ReleaseAsync("rollback"));
        ran.Add(await SeeVersionsAsync(UploadsToFindCanary, "2"));
        await ReleaseAsync("deploy", "AUTO_APPROVE=1", "LOG_SAMPLING_RATE=0.75", Canary);
        await ReleaseAsync("promote");
        ran.Add(await SeeVersionsAsync(5, "3"));
        rollbacks.Add(await ReleaseAsync("rollback"));
        ran.Add(await SeeVersionsAsync(5, "2"));

        await stop.CancelAsync();
        await uploading;
        await DeployedFunction.QuietAsync(_lambda);
        (Aliases, Rollbacks, Ran, Counters) = (aliases, rollbacks, ran, _lambda.Snapshot);
        Counts = (_uploaded, _lambda.Outcomes.Where(outcome => outcome.Outcome == "Compressed").DistinctBy(outcome => outcome.Key).Count());

        async Task<string> ReleaseAsync(params string[] arguments)
        {
            var make = await project.MakeAsync(arguments);
            make.ExitCode.ShouldBe(0, make.Output + make.Error);
            aliases.Add(await _api.LambdaAsync($"functions/{_deployment.FunctionName}/aliases/live"));
            return make.Output;
        }
    }

    private async Task UploadUntilAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await UploadAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(400), CancellationToken.None);
        }
    }

    private Task<PutObjectResponse> UploadAsync() => _api.S3.PutObjectAsync(new PutObjectRequest
    {
        BucketName = _deployment.BucketName,
        Key = _deployment.Mapping.SourceKey($"releases/{Interlocked.Increment(ref _uploaded)}.json"),
        ContentBody = "{}",
    });

    /// <summary>
    /// Uploads in rounds until just these versions run: Lambda may take a second to know the alias. Returns those that ran at last.
    /// </summary>
    private async Task<IReadOnlySet<string>> SeeVersionsAsync(int uploads, params string[] expected)
    {
        for (var round = 1; ; round++)
        {
            var before = _lambda.Reports.Count;
            for (var i = 0; i < uploads; i++)
            {
                await UploadAsync();
            }

            await DeployedFunction.QuietAsync(_lambda);
            var seen = _lambda.Reports.Skip(before).Select(report => report.Version).ToHashSet();
            if (round == MaxRounds || seen.SetEquals(expected))
            {
                return seen;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }
}
