using System.Globalization;
using System.Text.Json;

namespace Compressor.Cli.Local.Versions;

/// <summary>What the local AWS says of a function: which versions there are, and which of them each alias stands for.</summary>
/// <param name="Aliases">By name, the share of each version: 0 to 1, together 1.</param>
/// <param name="Versions">By number, or <c>$LATEST</c>.</param>
internal sealed record PublishedVersions(
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Aliases, IReadOnlyDictionary<string, VersionSettings> Versions)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the answer of the local AWS (<c>function_versions.py</c>).</summary>
    public static PublishedVersions Parse(string json) => JsonSerializer.Deserialize<PublishedVersions>(json, Json)!;

    /// <summary>Returns the version that one invocation runs: an alias's is drawn by weight, as Lambda does for each invocation.</summary>
    /// <param name="qualifier">A version or an alias.</param>
    /// <param name="draw">A random number of at least 0 and below 1.</param>
    public string Choose(string qualifier, double draw)
    {
        if (!Aliases.TryGetValue(qualifier, out var shares))
        {
            return qualifier;
        }

        var chosen = shares.First().Key;
        foreach (var (version, share) in shares)
        {
            chosen = version;
            draw -= share;
            if (draw < 0)
            {
                break;
            }
        }

        return chosen;
    }
}

/// <summary>What a version was published with.</summary>
/// <param name="CodeSha256">The zip's SHA-256, in base64.</param>
/// <param name="Environment">The environment variables.</param>
/// <param name="MemorySize">MB.</param>
/// <param name="Timeout">Seconds.</param>
internal sealed record VersionSettings(string CodeSha256, IReadOnlyDictionary<string, string> Environment, int MemorySize, int Timeout)
{
    /// <summary>All of it as one text: what differs in it is another version, and what does not is the same.</summary>
    public string Identity { get; } = string.Join(
        '\n',
        [
            CodeSha256,
            MemorySize.ToString(CultureInfo.InvariantCulture),
            Timeout.ToString(CultureInfo.InvariantCulture),
            .. Environment.OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => $"{variable.Key}={variable.Value}"),
        ]);
}
