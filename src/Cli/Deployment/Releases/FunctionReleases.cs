using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Deployment.Releases;

/// <summary>A function's published versions, and the alias that says which of them receive events. It asks Lambda, not Terraform.</summary>
/// <param name="connection">Where Lambda is, and as whom it is asked.</param>
/// <param name="functionName">The function's name.</param>
internal sealed class FunctionReleases(AwsConnection connection, string functionName) : IDisposable
{
    private const string Api = "2015-03-31";
    private const string Alias = "live";

    private readonly LambdaApi _lambda = new(connection);
    private readonly string _function = $"/{Api}/functions/{Uri.EscapeDataString(functionName)}";

    /// <summary>Reads the alias.</summary>
    /// <exception cref="CommandException">Lambda refused or did not answer.</exception>
    public async Task<LiveAlias> ReadAliasAsync(CancellationToken cancellationToken) =>
        LiveAlias.Parse(await SendAsync(HttpMethod.Get, $"{_function}/aliases/{Alias}", null, cancellationToken));

    /// <summary>Gives all events to one version. It fails if somebody else changed the alias since it was read.</summary>
    /// <exception cref="CommandException">Lambda refused or did not answer.</exception>
    public async Task<LiveAlias> MoveAliasAsync(LiveAlias from, int version, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["FunctionVersion"] = version.ToString(CultureInfo.InvariantCulture),
            ["RoutingConfig"] = new JsonObject { ["AdditionalVersionWeights"] = new JsonObject() },
        };
        if (from.RevisionId is not null)
        {
            body[nameof(from.RevisionId)] = from.RevisionId;
        }

        return LiveAlias.Parse(await SendAsync(HttpMethod.Put, $"{_function}/aliases/{Alias}", body, cancellationToken));
    }

    /// <summary>Lists the published versions, in ascending order.</summary>
    /// <exception cref="CommandException">Lambda refused or did not answer.</exception>
    public async Task<IReadOnlyList<int>> ListVersionsAsync(CancellationToken cancellationToken)
    {
        var versions = new List<int>();
        string? marker = null;
        do
        {
            var query = marker is null ? "" : $"?Marker={Uri.EscapeDataString(marker)}";
            var page = await SendAsync(HttpMethod.Get, $"{_function}/versions{query}", null, cancellationToken);
            versions.AddRange(
                from version in page["Versions"]?.AsArray() ?? []
                let number = version?["Version"]?.GetValue<string>()
                where number != "$LATEST"
                select int.Parse(number, CultureInfo.InvariantCulture));
            marker = page["NextMarker"]?.GetValue<string>();
        }
        while (marker is { Length: > 0 });
        return [.. versions.Order()];
    }

    /// <summary>Deletes a version. Lambda refuses one that an alias points at.</summary>
    /// <exception cref="CommandException">Lambda refused or did not answer.</exception>
    public async Task DeleteVersionAsync(int version, CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Delete, $"{_function}?Qualifier={version}", null, cancellationToken);

    public void Dispose() => _lambda.Dispose();

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        var payload = body is null ? [] : Encoding.UTF8.GetBytes(body.ToJsonString());
        try
        {
            using var response = await _lambda.SendAsync(method, path, payload, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? (text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!)
                : throw new CommandException(
                    $"Lambda answered {(int)response.StatusCode} to {method} {path}: {text}", CommandRunner.Problems);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new CommandException($"Lambda cannot be reached: {e.Message}", CommandRunner.Problems);
        }
    }
}

/// <summary>Which versions receive events.</summary>
/// <param name="Version">The one that is live.</param>
/// <param name="Canary">The one that gets a share of the events, or null.</param>
/// <param name="CanaryShare">That share, 0 to 1.</param>
/// <param name="RevisionId">Names this state of the alias, for changes that must not overwrite another.</param>
internal sealed record LiveAlias(int Version, int? Canary, double CanaryShare, string? RevisionId)
{
    /// <summary>Reads Lambda's answer.</summary>
    public static LiveAlias Parse(JsonNode alias)
    {
        var weight = alias["RoutingConfig"]?["AdditionalVersionWeights"]?.AsObject().FirstOrDefault();
        return new(
            int.Parse(alias["FunctionVersion"]!.GetValue<string>(), CultureInfo.InvariantCulture),
            weight is { Key: { } canary } ? int.Parse(canary, CultureInfo.InvariantCulture) : null,
            weight?.Value?.GetValue<double>() ?? 0,
            alias[nameof(RevisionId)]?.GetValue<string>());
    }

    public override string ToString() => Canary is null
        ? $"Version {Version} is live."
        : string.Create(
            CultureInfo.InvariantCulture, $"Version {Version} is live, and version {Canary} gets {CanaryShare:P0} of the events.");
}
