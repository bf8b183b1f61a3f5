using System.Text;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Deployment;

/// <summary>Runs <c>terraform init</c> if it is needed, and <c>terraform apply</c>.</summary>
/// <param name="module">The module, which must name its data folder.</param>
internal sealed class TerraformApply(TerraformModule module)
{
    private const string ChangesMade = "Apply complete!";

    private string DataDirectory => module.DataDirectory ?? throw new InvalidOperationException("The module names no data folder.");

    /// <summary>
    /// Deploys what the module says. Returns terraform's last line, such as how many resources were added.
    /// </summary>
    /// <param name="line">Called for each line that terraform prints.</param>
    /// <param name="cancellationToken">Interrupts terraform.</param>
    /// <exception cref="CommandException">Terraform failed; the message has its first error.</exception>
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

    /// <summary>Init writes the list of modules last. Newer code may name other modules or providers.</summary>
    private bool IsInitNeeded()
    {
        var list = new FileInfo(Path.Combine(DataDirectory, "modules", "modules.json"));
        return !list.Exists
            || !Directory.Exists(Path.Combine(DataDirectory, "providers"))
            || Directory.EnumerateFiles(module.Directory, "*", SearchOption.AllDirectories).Any(
                path => File.GetLastWriteTimeUtc(path) > list.LastWriteTimeUtc);
    }
}

/// <summary>
/// A copy of the root module for a deployment on this machine. Its code is the same, but its state is a local file even where a backend
/// was added for AWS, and it has no *.tfvars that were written for AWS. The source folder is not changed.
/// </summary>
internal static class ModuleCopy
{
    private const string OverrideName = "local_backend_override.tf";
    private const string LocalBackend = "terraform {\n  backend \"local\" {}\n}\n";

    /// <summary>Makes <paramref name="target"/> a copy of <paramref name="source"/>. Files that are the same are not touched.</summary>
    /// <exception cref="CommandException"><paramref name="source"/> has no Terraform code.</exception>
    public static void Refresh(string source, string target)
    {
        if (!Directory.Exists(source) || !Directory.EnumerateFiles(source, "*.tf").Any())
        {
            throw TerraformModule.NoCodeIn(source);
        }

        var wanted = Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(source, path))
            .Where(IsCode)
            .ToDictionary(path => path, path => File.ReadAllBytes(Path.Combine(source, path)));
        wanted[OverrideName] = Encoding.UTF8.GetBytes(LocalBackend);
        Directory.CreateDirectory(target);
        var present = Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(target, path));
        foreach (var stale in present.Where(path => !wanted.ContainsKey(path) && !IsTerraformData(path)).ToList())
        {
            File.Delete(Path.Combine(target, stale));
        }

        foreach (var (path, content) in wanted)
        {
            var copy = Path.Combine(target, path);
            if (!File.Exists(copy) || !File.ReadAllBytes(copy).AsSpan().SequenceEqual(content))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.WriteAllBytes(copy, content);
            }
        }
    }

    private static bool IsCode(string path)
    {
        return !IsTerraformData(path) && !Folders(path).Contains("tests")
            && !path.EndsWith(".tfvars", StringComparison.Ordinal) && !path.EndsWith(".tfvars.json", StringComparison.Ordinal)
            && !path.Contains(".tfstate", StringComparison.Ordinal) && !path.EndsWith(".tfplan", StringComparison.Ordinal);
    }

    /// <summary>Whether terraform keeps it for itself. Providers in there are links to a mirror that others use too.</summary>
    private static bool IsTerraformData(string path) => Folders(path).Contains(".terraform");

    private static string[] Folders(string path) => path.Split(Path.DirectorySeparatorChar)[..^1];
}
