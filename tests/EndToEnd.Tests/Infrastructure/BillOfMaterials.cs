using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>What a function's zip says that it is made of: its CycloneDX file.</summary>
internal sealed class BillOfMaterials
{
    private readonly JsonNode _document;

    private BillOfMaterials(JsonNode document) => _document = document;

    /// <summary>The format, with its version.</summary>
    public string Format => $"{_document["bomFormat"]} {_document["specVersion"]}";

    /// <summary>What would differ each time it is written; both may be left out.</summary>
    public IEnumerable<JsonNode?> Varying => [_document["serialNumber"], _document["metadata"]!["timestamp"]];

    /// <summary>The SHA-256 of the executable.</summary>
    public string Executable => Hash(_document["metadata"]!["component"]!);

    /// <summary>The components by name.</summary>
    public IReadOnlyDictionary<string, JsonNode> Components =>
        _document["components"]!.AsArray().ToDictionary(component => Text(component!, "name"), component => component!);

    /// <summary>NuGet's components: name and version.</summary>
    public IEnumerable<string> NuGetPackages => Components.Values
        .Where(component => component["purl"]?.GetValue<string>().StartsWith("pkg:nuget/", StringComparison.Ordinal) == true)
        .Select(component => $"{Text(component, "name")} {Text(component, "version")}");

    public static BillOfMaterials Create(ZipArchive package)
    {
        using var content = package.GetEntry("sbom.cdx.json")!.Open();
        return new(JsonNode.Parse(content)!);
    }

    /// <summary>The version of a component.</summary>
    public string Version(string name) => Text(Components[name], "version");

    /// <summary>The hash of a component: that of its file, where it is one.</summary>
    public static string Hash(JsonNode component) => Text(component["hashes"]![0]!, "content");

    /// <summary>The SHA-256 of a file in a zip, as hashes are written there.</summary>
    public static string Hash(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
