using System.Text.Json;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Deployment;

/// <summary>
/// The values in <c>terraform output -json</c>. Missing values are noted, so that one message can name them all.
/// </summary>
internal sealed class TerraformOutputs
{
    private readonly Dictionary<string, JsonElement> _values;
    private readonly List<string> _problems = [];

    private TerraformOutputs(Dictionary<string, JsonElement> values) => _values = values;

    public static TerraformOutputs Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            var values = document.RootElement.EnumerateObject().ToDictionary(
                output => output.Name, output => output.Value.GetProperty("value").Clone());
            return values.Count > 0
                ? new(values)
                : throw new NothingDeployedException();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CommandException($"This is not the output of `terraform output -json`: {e.Message}");
        }
    }

    public string Text(string name) => Value(name, JsonValueKind.String, value => value.GetString()!, "");

    public string? TextOrNull(string name) =>
        _values.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public int Number(string name) => Value(name, JsonValueKind.Number, value => value.GetInt32(), 0);

    /// <summary>Returns a number, or null where there is none: Terraform leaves out an output whose value is null.</summary>
    public int? NumberOrNull(string name) =>
        !_values.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null ? null : Number(name);

    public Uri Url(string name)
    {
        var text = Text(name);
        if (Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            return url;
        }

        _problems.Add($"{name} (not a URL)");
        return new("about:blank");
    }

    public IReadOnlyDictionary<string, string> Map(string name) => Value(
        name,
        JsonValueKind.Object,
        value => value.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString() ?? "", StringComparer.Ordinal),
        new Dictionary<string, string>());

    /// <exception cref="CommandException">A value that was asked for is missing or of another type.</exception>
    public void ThrowIfIncomplete()
    {
        if (_problems.Count > 0)
        {
            throw new CommandException(
                $"Terraform's outputs are not those of this project's root module; missing or of another type: "
                    + $"{string.Join(", ", _problems.Distinct())}.");
        }
    }

    private T Value<T>(string name, JsonValueKind kind, Func<JsonElement, T> read, T fallback)
    {
        if (_values.TryGetValue(name, out var value) && value.ValueKind == kind)
        {
            try
            {
                return read(value);
            }
            catch (Exception e) when (e is FormatException or InvalidOperationException)
            {
                // Noted below: a fraction instead of a whole number, or a map of other values than texts.
            }
        }

        _problems.Add(name);
        return fallback;
    }
}

/// <summary>Terraform's state has no outputs: nothing was deployed, or it was destroyed.</summary>
public sealed class NothingDeployedException()
    : CommandException("Nothing is deployed: terraform has no outputs. Run `make deploy`, or `make run` for a local deployment.");
