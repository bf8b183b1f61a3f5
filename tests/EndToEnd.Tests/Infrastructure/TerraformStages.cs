using Compressor.Cli.Local;
using Compressor.Cli.Terraform;

namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>The root module, applied to a local AWS stage by stage.</summary>
internal sealed class TerraformStages
{
    private readonly TerraformModule _module;
    private readonly string _plan;

    public TerraformStages(LocalAws aws, string folder)
    {
        var copy = Path.Combine(folder, "terraform");
        ModuleCopy.Refresh(Path.Combine(Project.Root, "terraform"), copy);
        var environment = new Dictionary<string, string?>(aws.EnvironmentVariables);
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("TF_VAR_", StringComparison.Ordinal)))
        {
            environment[name] = null;
        }

        environment["TF_VAR_function_package"] = Project.Package;
        environment["TF_VAR_architecture"] = Path.GetFileNameWithoutExtension(Project.Package)["function-".Length..];
        _module = new(copy, Path.Combine(folder, "terraform-data"), aws.TerraformStateFile, environment);
        _plan = Path.Combine(Path.GetFullPath(folder), "plan.tfplan");
    }

    public async Task ApplyAsync(params string[] arguments)
    {
        await RunAsync(["init", "-input=false", "-lockfile=readonly"]);
        await RunAsync(["apply", "-input=false", "-auto-approve", .. _module.StateArguments, .. arguments]);
    }

    public Task<Deployment> ReadAsync() => Deployment.ReadAsync(_module, CancellationToken.None);

    public async Task<IReadOnlyList<PlannedChange>> PlanAsync(params string[] arguments)
    {
        await RunAsync(["plan", "-input=false", $"-out={_plan}", .. _module.StateArguments, .. arguments]);
        return PlannedChange.Parse(await RunAsync(["show", "-json", _plan]));
    }

    public Task DestroyAsync() => RunAsync(["destroy", "-input=false", "-auto-approve", .. _module.StateArguments]);

    private async Task<string> RunAsync(IReadOnlyList<string> arguments)
    {
        var result = await _module.RunAsync(arguments, null, CancellationToken.None);
        result.ExitCode.ShouldBe(0, $"terraform {arguments[0]}: {TerraformModule.FirstError(result)}");
        return result.Output;
    }
}
