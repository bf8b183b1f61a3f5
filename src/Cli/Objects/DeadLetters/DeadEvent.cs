using System.Text.Json;
using Amazon.SQS.Model;

namespace Compressor.Cli.Objects.DeadLetters;

/// <summary>A message of the dead-letter queue that may be sent again.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="ReceiptHandle">What the message is deleted or released with.</param>
/// <param name="Letter">What it says.</param>
internal sealed record DeadEvent(string MessageId, string ReceiptHandle, DeadLetterMessage Letter)
{
    /// <summary>The error type of a message that is not an on-failure record of Lambda.</summary>
    public const string Unreadable = "(no dead letter of Lambda)";

    /// <summary>Whether there is an event that could be sent.</summary>
    public bool CanBeSent => Letter.FunctionArn.Length > 0;

    /// <summary>Reads a message.</summary>
    public static DeadEvent From(Message message)
    {
        try
        {
            return new(message.MessageId, message.ReceiptHandle, DeadLetterMessage.Parse(message.Body));
        }
        catch (JsonException e)
        {
            return new(message.MessageId, message.ReceiptHandle, new DeadLetterMessage("", Unreadable, e.Message, 0, default));
        }
    }
}
