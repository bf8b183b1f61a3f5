using Compressor.Testing;

namespace Compressor.Generators.Tests.Packaging;

/// <summary>
/// A copy of what the package is built from, in a repository whose address and commit are known, as a release's are. Building it leaves
/// this repository's outputs alone.
/// </summary>
internal static class SourceCopy
{
    /// <summary>Where the copy says that it is from.</summary>
    public const string Address = "https://github.com/example/compressor";

    /// <summary>The commit that it says it is at.</summary>
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    /// <summary>Makes the copy.</summary>
    public static void Create(string folder)
    {
        foreach (var file in new[] { ".editorconfig", "Directory.Build.props", "Directory.Packages.props", "LICENSE", "global.json" })
        {
            Copy(file, folder);
        }

        Copy("docs/generator.md", folder);
        foreach (var project in Directory.GetDirectories(Repository.PathTo("src"), "Generators*"))
        {
            foreach (var file in Directory.GetFiles(project, "*", SearchOption.AllDirectories))
            {
                Copy(Path.GetRelativePath(Repository.Root, file), folder);
            }
        }

        Write(folder, ".git/HEAD", Commit);
        Write(folder, ".git/config", $"[core]\n\trepositoryformatversion = 0\n[remote \"origin\"]\n\turl = {Address}.git\n");
        Directory.CreateDirectory(Path.Combine(folder, ".git", "objects"));
        Directory.CreateDirectory(Path.Combine(folder, ".git", "refs"));
    }

    private static void Copy(string file, string folder)
    {
        var target = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Repository.PathTo(file), target);
    }

    private static void Write(string folder, string file, string text)
    {
        var target = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllText(target, text);
    }
}
