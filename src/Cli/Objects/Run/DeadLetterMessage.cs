using System.Text.Json;
using Compressor.Core.Keys;

namespace Compressor.Cli.Objects.Run;

/// <summary>A message of the dead letter queue, in the envelope of Lambda's on-failure destination.</summary>
/// <param name="Keys">The keys of the objects in the event that failed, decoded; none where it is no S3 event.</param>
/// <param name="ErrorType">The error's name; the condition (RetriesExhausted …) where the function gave none.</param>
/// <param name="ErrorMessage">What the error says.</param>
/// <param name="InvokeCount">How often the function was tried.</param>
internal sealed record DeadLetterMessage(IReadOnlyList<string> Keys, string ErrorType, string ErrorMessage, int InvokeCount)
{
    /// <summary>Reads a message's body.</summary>
    /// <exception cref="JsonException">It is no such envelope.</exception>
    public static DeadLetterMessage Parse(string body)
    {
        using var document = JsonDocument.Parse(body);
        var context = Property(document.RootElement, "requestContext") ?? throw new JsonException("the message has no requestContext");
        var response = Property(document.RootElement, "responsePayload");
        return new(
            ReadKeys(Property(document.RootElement, "requestPayload")),
            Text(response, "errorType") ?? Text(context, "condition") ?? "unknown",
            Text(response, "errorMessage") ?? "",
            Property(context, "approximateInvokeCount")?.GetInt32() ?? 0);
    }

    private static List<string> ReadKeys(JsonElement? payload)
    {
        List<string> keys = [];
        if (payload is { } request && Property(request, "Records") is { ValueKind: JsonValueKind.Array } records)
        {
            foreach (var record in records.EnumerateArray())
            {
                if (Property(record, "s3") is { } s3 && Property(s3, "object") is { } source && Text(source, "key") is { } key)
                {
                    keys.Add(ObjectKeyEncoding.Decode(key));
                }
            }
        }

        return keys;
    }

    private static JsonElement? Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement? element, string name) =>
        element is { } parent && Property(parent, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
