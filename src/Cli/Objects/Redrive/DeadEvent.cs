using System.Text;
using System.Text.Json;
using Compressor.Cli.Objects.Run;
using Compressor.Core.Events;
using Compressor.Core.Failures;

namespace Compressor.Cli.Objects.Redrive;

/// <summary>A message of the dead letter queue, with what it takes to send its event again.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="ReceiptHandle">What the message is deleted or released with.</param>
/// <param name="FunctionArn">The function that it was for, with a qualifier.</param>
/// <param name="ErrorType">The error's name; the condition where the function gave none; <see cref="Unreadable"/> where it is no dead letter of Lambda.</param>
/// <param name="ErrorMessage">What the error says.</param>
/// <param name="Payload">The event as it was sent.</param>
/// <param name="Objects">The objects that it is about; none where it is of no known shape.</param>
internal sealed record DeadEvent(
    string MessageId,
    string ReceiptHandle,
    string FunctionArn,
    string ErrorType,
    string ErrorMessage,
    ReadOnlyMemory<byte> Payload,
    IReadOnlyList<ObjectUpload> Objects)
{
    /// <summary>The error type of a message that is no on-failure record of Lambda.</summary>
    public const string Unreadable = "(no dead letter of Lambda)";

    /// <summary>Whether there is an event that could be sent.</summary>
    public bool CanBeSent => FunctionArn.Length > 0;

    /// <summary>Reads a message.</summary>
    public static DeadEvent From(Amazon.SQS.Model.Message message)
    {
        try
        {
            var letter = DeadLetterMessage.Parse(message.Body);
            using var document = JsonDocument.Parse(message.Body);
            var payload = Encoding.UTF8.GetBytes(document.RootElement.GetProperty("requestPayload").GetRawText());
            var arn = document.RootElement.GetProperty("requestContext").GetProperty("functionArn").GetString()!;
            return new(message.MessageId, message.ReceiptHandle, arn, letter.ErrorType, letter.ErrorMessage, payload, ReadObjects(payload));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new(message.MessageId, message.ReceiptHandle, "", Unreadable, e.Message, default, []);
        }
    }

    private static IReadOnlyList<ObjectUpload> ReadObjects(byte[] payload)
    {
        try
        {
            return EventReader.Read(payload).Uploads;
        }
        catch (Exception e) when (e is MalformedEventException or UnknownEventException or FunctionException)
        {
            return [];
        }
    }
}
