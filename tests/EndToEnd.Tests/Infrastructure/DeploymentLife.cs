using System.Text.Json.Nodes;
using Amazon.S3.Model;
using Compressor.Cli.Deployment;
using Compressor.Cli.Local.Moto;
using Compressor.Lab.Processes;
using Compressor.Testing;

namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>Tests of the one deployment's life; all of it is over before the first of them.</summary>
[CollectionDefinition(Name)]
public sealed class DeploymentLifeGroup : ICollectionFixture<DeploymentLife>
{
    public const string Name = "deployment life";
}

/// <summary>
/// The life of a deployment as its user lives it, by <c>make</c>, on a local AWS that begins with nothing: refused, deployed, deployed
/// again, one setting changed, released while uploads go on, destroyed. What was seen at each stage is kept here, and the tests say what it
/// must be.
/// </summary>
public sealed class DeploymentLife : IAsyncLifetime
{
    private const string Approved = "AUTO_APPROVE=1";

    /// <summary><c>make deploy</c> without credentials.</summary>
    internal ProgramRun WithoutCredentials { get; private set; } = null!;

    /// <summary><c>make deploy</c> where nobody can be asked, then where somebody says no; and what was there after that.</summary>
    internal (ProgramRun Unasked, ProgramRun Declined, IReadOnlyList<string> Inventory) Refusals { get; private set; }

    internal ProgramRun FirstDeploy { get; private set; } = null!;

    /// <summary>What AWS's API said after the apply.</summary>
    internal DeployedState Deployed { get; private set; } = null!;

    /// <summary>Terraform's state after the first deployment.</summary>
    internal JsonNode State { get; private set; } = null!;

    internal ProgramRun SecondDeploy { get; private set; } = null!;

    /// <summary><c>make doctor</c> of what is deployed, without a limit of its own.</summary>
    internal ProgramRun Doctor { get; private set; } = null!;

    /// <summary>What the plan with another <c>log_sampling_rate</c> changes.</summary>
    internal IReadOnlyList<PlannedChange> ChangesOfSetting { get; private set; } = [];

    /// <summary>
    /// The function's environment after the setting was changed, by version: the alias's, and that of the version before.
    /// </summary>
    internal (JsonNode Live, JsonNode Before) Environments { get; private set; }

    /// <summary>The releases, with uploads going on.</summary>
    internal ReleaseRun Releases { get; private set; } = null!;

    /// <summary>
    /// <c>make deploy PLAN_FILE=…</c> with another package than the planned one, with a value, and as it should be; and the function's
    /// environment after that.
    /// </summary>
    internal (ProgramRun OtherPackage, ProgramRun WithValue, ProgramRun Planned, JsonNode Environment) PlanFile { get; private set; }

    /// <summary><c>make destroy</c> with an object in the bucket, and with a million of them.</summary>
    internal (ProgramRun Data, ProgramRun Million) DestroyRefusals { get; private set; }

    internal ProgramRun Destroy { get; private set; } = null!;

    /// <summary><c>make destroy</c> once more.</summary>
    internal ProgramRun DestroyOfNothing { get; private set; } = null!;

    /// <summary>What was there after the destroy.</summary>
    internal IReadOnlyList<string> Leftovers { get; private set; } = [];

    private static string Folder => Repository.PathTo("artifacts", "end-to-end-infrastructure");

    public async Task InitializeAsync()
    {
        await using var aws = await LocalAws.StartAsync(
            new() { Folder = Path.Combine(Folder, "aws"), Fresh = true }, CancellationToken.None);
        using var api = new AwsApi(aws);
        var project = new ClonedProject(Path.Combine(Folder, "project"), aws);

        WithoutCredentials = await project.MakeAsync(
            new Dictionary<string, string?> { ["AWS_ACCESS_KEY_ID"] = null, ["HOME"] = Folder }, "deploy", Approved);
        Refusals = (await project.MakeAsync("deploy"), await project.MakeOnTerminalAsync("no", "deploy"), await Inventory.ReadAsync(api));

        FirstDeploy = await project.MakeAsync("deploy", Approved);
        FirstDeploy.ExitCode.ShouldBe(0, FirstDeploy.Output + FirstDeploy.Error);
        var deployment = await DeployedResources.ReadAsync(project.Module, CancellationToken.None);
        Deployed = await DeployedState.ReadAsync(api, deployment);
        State = JsonNode.Parse((await project.Module.RunAsync(["show", "-json"], null, CancellationToken.None)).Output)!;
        SecondDeploy = await project.MakeAsync("deploy");
        Doctor = await project.MakeAsync("doctor", "RESERVED_CONCURRENCY=null");

        await ChangeSettingAsync(project, api, deployment);
        Releases = await ReleaseRun.RunAsync(Path.Combine(Folder, "lambda"), project, aws, api, deployment);
        await ApplyPlanFileAsync(project, api, deployment);
        await DestroyAsync(project, api, deployment);
        Leftovers = await Inventory.ReadAsync(api);
        DestroyOfNothing = await project.MakeAsync("destroy");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task ChangeSettingAsync(ClonedProject project, AwsApi api, DeployedResources deployment)
    {
        // What is given to make outranks it.
        await File.WriteAllTextAsync(Path.Combine(project.TerraformFolder, "production.auto.tfvars"), "log_sampling_rate = 0.25\n");
        ChangesOfSetting = await PlanAsync(project);
        var changed = await project.MakeAsync("deploy", Approved, "LOG_SAMPLING_RATE=0.5");
        changed.ExitCode.ShouldBe(0, changed.Output + changed.Error);
        var before = Deployed.Alias["FunctionVersion"]!.GetValue<string>();
        Environments = (await EnvironmentAsync(api, deployment, "live"), await EnvironmentAsync(api, deployment, before));
    }

    private async Task ApplyPlanFileAsync(ClonedProject project, AwsApi api, DeployedResources deployment)
    {
        var plan = $"PLAN_FILE={Path.Combine(Path.GetFullPath(Folder), "reviewed.tfplan")}";
        var planned = await project.MakeAsync("plan", plan, "LOG_SAMPLING_RATE=0.875");
        planned.ExitCode.ShouldBe(0, planned.Output + planned.Error);
        using var other = project.ReplacePackage();
        var otherPackage = await project.MakeAsync("deploy", plan, Approved);
        other.Dispose();
        PlanFile = (
            otherPackage,
            await project.MakeAsync("deploy", plan, Approved, "MEMORY_SIZE=1024"),
            await project.MakeAsync("deploy", plan, Approved),
            await EnvironmentAsync(api, deployment, "live"));
    }

    private async Task DestroyAsync(ClonedProject project, AwsApi api, DeployedResources deployment)
    {
        await api.S3.PutObjectAsync(
            new PutObjectRequest { BucketName = deployment.BucketName, Key = "incoming/kept.json", ContentBody = "{}" });
        var counter = Path.Combine(Folder, "more-than-a-million.sh");
        ShellScript.Write(counter, "exit 3");

        DestroyRefusals = (
            await project.MakeAsync("destroy", Approved), await project.RunScriptAsync("deploy.sh", "destroy", counter, "1"));
        Destroy = await project.MakeAsync("destroy", Approved, "FORCE=1");
    }

    private static async Task<IReadOnlyList<PlannedChange>> PlanAsync(ClonedProject project)
    {
        var plan = Path.Combine(Path.GetFullPath(Folder), "plan.tfplan");
        var package = $"-var=function_package={project.Package}";
        var architecture = $"-var=architecture={Path.GetFileNameWithoutExtension(project.Package)["function-".Length..]}";
        (
            await project.Module.RunAsync(
                ["plan", "-input=false", $"-out={plan}", package, architecture], null, CancellationToken.None)).ExitCode.ShouldBe(0);
        return PlannedChange.Parse((await project.Module.RunAsync(["show", "-json", plan], null, CancellationToken.None)).Output);
    }

    private static async Task<JsonNode> EnvironmentAsync(AwsApi api, DeployedResources deployment, string qualifier) =>
        (await api.LambdaAsync($"functions/{deployment.FunctionName}/configuration?Qualifier={qualifier}"))["Environment"]!["Variables"]!;
}
