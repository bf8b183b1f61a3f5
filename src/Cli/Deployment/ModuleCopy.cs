using System.Text;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Deployment;

/// <summary>
/// A copy of the root module for a deployment on this machine. The code is the same; the copy leaves the source folder as it is, keeps
/// its state in a local file even where a backend was added for AWS, and takes no *.tfvars that were written for AWS.
/// </summary>
internal static class ModuleCopy
{
    private const string OverrideName = "local_backend_override.tf";
    private const string LocalBackend = "terraform {\n  backend \"local\" {}\n}\n";

    /// <summary>Makes <paramref name="target"/> a copy of <paramref name="source"/>. What is the same already is not touched.</summary>
    /// <exception cref="CommandException"><paramref name="source"/> holds no Terraform code.</exception>
    public static void Refresh(string source, string target)
    {
        if (!Directory.Exists(source) || !Directory.EnumerateFiles(source, "*.tf").Any())
        {
            throw new CommandException(
                $"There is no Terraform code in {Path.GetFullPath(source)}: run this in the project's folder, or say where it is with "
                    + $"--terraform.");
        }

        var wanted = Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(source, path))
            .Where(IsCode)
            .ToDictionary(path => path, path => File.ReadAllBytes(Path.Combine(source, path)));
        wanted[OverrideName] = Encoding.UTF8.GetBytes(LocalBackend);
        Directory.CreateDirectory(target);
        foreach (
            var stale in Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Where(
                path => !wanted.ContainsKey(Path.GetRelativePath(target, path))))
        {
            File.Delete(stale);
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
        var folders = path.Split(Path.DirectorySeparatorChar)[..^1];
        return !folders.Contains(".terraform") && !folders.Contains("tests")
            && !path.EndsWith(".tfvars", StringComparison.Ordinal) && !path.EndsWith(".tfvars.json", StringComparison.Ordinal)
            && !path.Contains(".tfstate", StringComparison.Ordinal) && !path.EndsWith(".tfplan", StringComparison.Ordinal);
    }
}
