using System.Text.RegularExpressions;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Deployment;

/// <summary>A module's code, read from its files, which <c>terraform fmt</c> keeps in one shape.</summary>
internal sealed partial record ModuleFolder(string Name, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>All of its code, without comments.</summary>
    public string Code => Comment().Replace(string.Join('\n', Files.Values), "");

    /// <summary>Its code without the declarations of variables, in whose validations each is named.</summary>
    public string CodeOfUse => Block().Replace(Code, match => match.Groups["kind"].Value == "variable" ? "" : match.Value);

    /// <summary>The root module and the ones that it is made of.</summary>
    public static IEnumerable<ModuleFolder> All()
    {
        var root = Repository.PathTo("terraform");
        return Directory.GetDirectories(Path.Combine(root, "modules")).Prepend(root).Select(Read);
    }

    /// <summary>What others can begin with.</summary>
    public static IEnumerable<ModuleFolder> Examples() =>
        Directory.GetDirectories(Repository.PathTo("terraform", "examples")).Select(Read);

    /// <summary>Blocks of a kind: the names after it, and what stands in it.</summary>
    public IEnumerable<(string Name, string Body)> Blocks(string kind) =>
        Block()
            .Matches(Code)
            .Where(match => match.Groups["kind"].Value == kind)
            .Select(match =>
                (match.Groups["names"].Value.Replace("\" \"", ".", StringComparison.Ordinal).Trim(' ', '"'), match.Groups["body"].Value));

    /// <summary>The names in its <c>locals</c>.</summary>
    public IEnumerable<string> Locals() =>
        Blocks("locals").SelectMany(block => Attribute().Matches(block.Body)).Select(match => match.Groups["name"].Value);

    public override string ToString() => Name;

    private static ModuleFolder Read(string folder) => new(
        Path.GetRelativePath(Repository.Root, folder),
        Directory.GetFiles(folder, "*.tf").ToDictionary(path => Path.GetFileName(path)!, File.ReadAllText));

    [
        GeneratedRegex(
            "^(?<kind>[a-z]+) ?(?<names>(\"[^\"]+\" ?)*)\\{(\n(?<body>.*?)^|[ ]?)\\}$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^  (?<name>[A-Za-z0-9_]+) += ", RegexOptions.Multiline)]
    private static partial Regex Attribute();

    [GeneratedRegex("^ *#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
