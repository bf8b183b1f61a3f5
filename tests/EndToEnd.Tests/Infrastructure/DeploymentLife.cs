using System.Text.Json.Nodes;
using Compressor.Cli.Aws;
using Compressor.Cli.Local;
using Compressor.Cli.Terraform;

namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>
/// The life of a deployment that nobody else uses, on a local AWS that begins with nothing: applied, planned again, one setting changed,
/// destroyed. What was seen at each stage is kept here, and the tests say what it must be.
/// </summary>
public sealed class DeploymentLife : IAsyncLifetime
{
    private readonly List<string> _leftovers = [];

    /// <summary>What the plan right after the apply would change: each resource's address, with its actions.</summary>
    internal IReadOnlyList<PlannedChange> ChangesAfterApply { get; private set; } = [];

    /// <summary>What the plan with another <c>log_sampling_rate</c> changes.</summary>
    internal IReadOnlyList<PlannedChange> ChangesOfSetting { get; private set; } = [];

    /// <summary>What AWS's API said after the apply.</summary>
    internal DeployedState Deployed { get; private set; } = null!;

    /// <summary>The function's environment after the setting was changed, by version: the alias's, and that of the version before.</summary>
    internal (JsonNode Live, JsonNode Before) Environments { get; private set; }

    /// <summary>What was there after the destroy.</summary>
    public IReadOnlyList<string> Leftovers => _leftovers;

    private static string Folder => Path.Combine(Project.Root, "artifacts", "end-to-end-infrastructure");

    public async Task InitializeAsync()
    {
        var stop = CancellationToken.None;
        await using var aws = await LocalAws.StartAsync(new() { Folder = Path.Combine(Folder, "aws"), Fresh = true }, stop);
        var terraform = new TerraformStages(aws, Folder);
        await terraform.ApplyAsync();
        using var api = new AwsApi(aws);
        var deployment = await terraform.ReadAsync();
        Deployed = await DeployedState.ReadAsync(api, deployment);
        ChangesAfterApply = await terraform.PlanAsync();

        ChangesOfSetting = await terraform.PlanAsync("-var=log_sampling_rate=0.5");
        await terraform.ApplyAsync("-var=log_sampling_rate=0.5");
        var before = Deployed.Alias["FunctionVersion"]!.GetValue<string>();
        Environments = (await EnvironmentAsync(api, deployment, "live"), await EnvironmentAsync(api, deployment, before));

        await terraform.DestroyAsync();
        _leftovers.AddRange(await Inventory.ReadAsync(api));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<JsonNode> EnvironmentAsync(AwsApi api, Deployment deployment, string qualifier) =>
        (await api.LambdaAsync($"functions/{deployment.FunctionName}/configuration?Qualifier={qualifier}"))["Environment"]!["Variables"]!;
}
