using System.Text.Json;

namespace Compressor.Cli.Local;

/// <summary>What the function says it did with one object.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="Outcome">Compressed, Duplicate, Superseded, SourceMissing or Skipped.</param>
/// <param name="Archive">The archive's key, where there is one.</param>
/// <param name="BytesIn">The object's bytes.</param>
/// <param name="BytesOut">The archive's bytes.</param>
public sealed record ObjectOutcome(string Key, string Outcome, string? Archive, long BytesIn, long BytesOut)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads them from a response, <c>{"results":[…]}</c>. Another function's response has none.</summary>
    public static IReadOnlyList<ObjectOutcome> Parse(ReadOnlyMemory<byte> response)
    {
        try
        {
            return JsonSerializer.Deserialize<Response>(response.Span, Json)?.Results?.Where(
                result => result is { Key: not null, Outcome: not null }).ToArray() ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private sealed record Response(ObjectOutcome[]? Results);
}
