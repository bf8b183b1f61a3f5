using System.Text;
using System.Text.Json;
using Amazon.SQS.Model;
using Compressor.Core.Events;

namespace Compressor.Cli.Objects.DeadLetters;

/// <summary>
/// A message of the dead-letter queue: the record that Lambda's on-failure destination writes or, in queue mode, S3's own message.
/// </summary>
/// <param name="FunctionArn">The function that the event was for, with a qualifier; empty where the message names none.</param>
/// <param name="ErrorType">The error's name; the condition (RetriesExhausted …) where the function gave none.</param>
/// <param name="ErrorMessage">What the error says.</param>
/// <param name="InvokeCount">How often the function was tried.</param>
/// <param name="Payload">The event as it was sent.</param>
internal sealed record DeadLetterMessage(
    string FunctionArn, string ErrorType, string ErrorMessage, int InvokeCount, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The error type of a message that is not a record of Lambda's.</summary>
    public const string Unreadable = "(not a dead letter of Lambda)";

    /// <summary>The error type of a message that came through a queue: it says nothing of the error.</summary>
    public const string ReceivedTooOften = "(received too often)";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The message's id.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>What the message is deleted or released with.</summary>
    public string ReceiptHandle { get; init; } = "";

    /// <summary>The objects that the event is about; none where it has no known shape.</summary>
    public IReadOnlyList<ObjectUpload> Objects { get; init; } = [];

    /// <summary>The keys of those objects.</summary>
    public IEnumerable<string> Keys => Objects.Select(upload => upload.Key);

    /// <summary>Whether there is an event that could be sent again.</summary>
    public bool CanBeSent => FunctionArn.Length > 0 || Objects.Count > 0;

    /// <summary>Converts a message that was received. One that is not a record of Lambda's is <see cref="Unreadable"/>.</summary>
    public static DeadLetterMessage From(Message message)
    {
        DeadLetterMessage letter;
        try
        {
            letter = Parse(message.Body);
        }
        catch (JsonException e)
        {
            letter = new("", Unreadable, e.Message, 0, default);
        }

        return letter with { MessageId = message.MessageId, ReceiptHandle = message.ReceiptHandle };
    }

    /// <summary>Reads a message's body.</summary>
    /// <exception cref="JsonException">It is not such a record.</exception>
    public static DeadLetterMessage Parse(string body)
    {
        var record = JsonSerializer.Deserialize<Record>(body, Web);
        if (record is not { RequestContext: { } context })
        {
            var queued = Encoding.UTF8.GetBytes(body);
            return ReadObjects(queued) is { Count: > 0 } objects
                ? new("", ReceivedTooOften, "the function's log has the error", 0, queued) { Objects = objects }
                : throw new JsonException("the message has no requestContext, and is not an event of S3");
        }

        var payload = JsonSerializer.SerializeToUtf8Bytes(record.RequestPayload);
        var error = record.ResponsePayload is { ValueKind: JsonValueKind.Object } response ? response.Deserialize<Error>(Web) : null;
        return new(
            context.FunctionArn ?? "",
            error?.ErrorType ?? context.Condition ?? "unknown",
            error?.ErrorMessage ?? "",
            context.ApproximateInvokeCount,
            payload)
        {
            Objects = ReadObjects(payload),
        };
    }

    private static IReadOnlyList<ObjectUpload> ReadObjects(byte[] payload)
    {
        try
        {
            return EventReader.Read(payload).Uploads;
        }
        catch (Exception e) when (e is MalformedEventException or UnknownEventException)
        {
            return [];
        }
    }

    private sealed record Record(Context? RequestContext, JsonElement RequestPayload, JsonElement? ResponsePayload);

    private sealed record Context(string? FunctionArn, string? Condition, int ApproximateInvokeCount);

    private sealed record Error(string? ErrorType, string? ErrorMessage);
}
