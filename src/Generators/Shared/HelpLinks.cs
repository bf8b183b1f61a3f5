using System.Reflection;

namespace Compressor.Generators.Shared;

/// <summary>
/// Where a diagnostic is explained: in the repository at the commit that this assembly was built from, if it was built from a public
/// one; else by the path in the repository.
/// </summary>
internal static class HelpLinks
{
    private const string Page = "docs/generator.md";

    private static readonly string Start = Folder(typeof(HelpLinks).Assembly);

    public static string To(string id) => $"{Start}{Page}#{id.ToLowerInvariant()}";

    // Both attributes are the build's, from what it knows of the repository: "0.1.0+<commit>", and its address.
    private static string Folder(Assembly assembly)
    {
        var address = assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(static attribute => attribute.Key == "RepositoryUrl")?.Value;
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? string.Empty;
        var commit = version.Substring(version.IndexOf('+') + 1);
        return string.IsNullOrEmpty(address) || commit == version ? string.Empty : $"{WithoutEnding(address!)}/blob/{commit}/";
    }

    private static string WithoutEnding(string address) =>
        address.EndsWith(".git", StringComparison.Ordinal) ? address.Substring(0, address.Length - ".git".Length) : address;
}
