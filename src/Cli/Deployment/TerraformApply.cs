using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Deployment;

/// <summary><c>terraform init</c> where it is needed, and <c>terraform apply</c>.</summary>
/// <param name="module">The module; it must name its data folder.</param>
internal sealed class TerraformApply(TerraformModule module)
{
    private const string ChangesMade = "Apply complete!";

    private string DataDirectory => module.DataDirectory ?? throw new InvalidOperationException("The module names no data folder.");

    /// <summary>
    /// Makes what is deployed what the module says. Returns terraform's last line, such as how many resources were added.
    /// </summary>
    /// <param name="line">Called for each line that terraform prints.</param>
    /// <param name="cancellationToken">Interrupts terraform.</param>
    /// <exception cref="CommandException">Terraform failed; its first error is told.</exception>
    public async Task<string> RunAsync(Action<string> line, CancellationToken cancellationToken)
    {
        if (IsInitNeeded())
        {
            await RunAsync(["init", "-input=false", "-lockfile=readonly"], line, cancellationToken);
        }

        var result = await RunAsync(
            ["apply", "-input=false", "-auto-approve", "-compact-warnings", .. module.StateArguments], line, cancellationToken);
        return result.Output.Split('\n').FirstOrDefault(text => text.StartsWith(ChangesMade, StringComparison.Ordinal)) ?? "";
    }

    private async Task<TerraformResult> RunAsync(IReadOnlyList<string> arguments, Action<string> line, CancellationToken cancellationToken)
    {
        var result = await module.RunAsync(arguments, line, cancellationToken);
        return result.ExitCode == 0
            ? result
            : throw new CommandException($"terraform {arguments[0]} failed: {TerraformModule.FirstError(result)}");
    }

    /// <summary>Init writes the list of modules last; code that is newer may name other modules or providers.</summary>
    private bool IsInitNeeded()
    {
        var list = new FileInfo(Path.Combine(DataDirectory, "modules", "modules.json"));
        return !list.Exists
            || !Directory.Exists(Path.Combine(DataDirectory, "providers"))
            || Directory.EnumerateFiles(module.Directory, "*", SearchOption.AllDirectories).Any(
                path => File.GetLastWriteTimeUtc(path) > list.LastWriteTimeUtc);
    }
}
