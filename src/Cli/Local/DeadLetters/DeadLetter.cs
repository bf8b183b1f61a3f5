using System.Text.Json;
using Compressor.Cli.Local.Invocations;

namespace Compressor.Cli.Local.DeadLetters;

/// <summary>An event that Lambda gave up, as its on-failure destination gets it.</summary>
/// <param name="Invocation">The event, its request id and the function that it was for.</param>
/// <param name="Condition">Why it was given up: RetriesExhausted, EventAgeExceeded or ZeroReservedConcurrency.</param>
/// <param name="InvokeCount">How often the function was invoked for it.</param>
/// <param name="Last">How the last invocation ended; null where there was none.</param>
internal sealed record DeadLetter(Invocation Invocation, string Condition, int InvokeCount, InvocationResult? Last)
{
    /// <summary>Every attempt failed.</summary>
    public const string RetriesExhausted = nameof(RetriesExhausted);

    /// <summary>It waited too long.</summary>
    public const string EventAgeExceeded = nameof(EventAgeExceeded);

    /// <summary>The function may have no environment at all.</summary>
    public const string ZeroReservedConcurrency = nameof(ZeroReservedConcurrency);

    /// <summary>Returns the message's text: the JSON of an invocation record.</summary>
    /// <param name="time">When it was given up.</param>
    public string ToEnvelope(DateTimeOffset time)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("version", "1.0");
            writer.WriteString("timestamp", $"{time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}");
            writer.WriteStartObject("requestContext");
            writer.WriteString("requestId", Invocation.RequestId);
            writer.WriteString("functionArn", Invocation.Function.QualifiedArn);
            writer.WriteString("condition", Condition);
            writer.WriteNumber("approximateInvokeCount", InvokeCount);
            writer.WriteEndObject();
            writer.WritePropertyName("requestPayload");
            WritePayload(writer, Invocation.Payload);
            if (Last is not null)
            {
                writer.WriteStartObject("responseContext");
                writer.WriteNumber("statusCode", 200);
                writer.WriteString("executedVersion", Last.Report.Version);
                writer.WriteString("functionError", InvocationResult.FunctionError);
                writer.WriteEndObject();
                writer.WritePropertyName("responsePayload");
                WritePayload(writer, Last.Payload);
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Writes a payload as it is, or as a JSON string where a function reported something that is not JSON.</summary>
    private static void WritePayload(Utf8JsonWriter writer, ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            document.RootElement.WriteTo(writer);
        }
        catch (JsonException)
        {
            writer.WriteStringValue(payload.Span);
        }
    }
}
