using System.Text.Json;
using Amazon.SQS.Model;
using Compressor.Cli.Local.Invocations;

namespace Compressor.Cli.Local.Mappings;

/// <summary>A batch of messages: the event that the function gets, and which messages its answer leaves in the queue.</summary>
internal static class QueueMessages
{
    /// <summary>Writes the event.</summary>
    public static byte[] ToEvent(IReadOnlyList<Message> messages, EventSourceMapping mapping) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        Records = messages.Select(message => new
        {
            messageId = message.MessageId,
            receiptHandle = message.ReceiptHandle,
            body = message.Body,
            attributes = message.Attributes ?? [],
            messageAttributes = new { },
            md5OfBody = message.MD5OfBody,
            eventSource = "aws:sqs",
            eventSourceARN = mapping.QueueArn,
            awsRegion = mapping.QueueArn.Split(':')[3],
        }),
    });

    /// <summary>
    /// Returns the messages that are done, as Lambda decides it: none if the function failed, or if its answer cannot be understood or
    /// names a message that is not of the batch; all if it does not name any, or is null.
    /// </summary>
    public static IReadOnlyList<Message> FindDone(IReadOnlyList<Message> messages, InvocationResult result, bool reportsItemFailures)
    {
        if (result.Failed)
        {
            return [];
        }

        if (!reportsItemFailures)
        {
            return messages;
        }

        try
        {
            using var answer = JsonDocument.Parse(result.Payload);
            var failed = new HashSet<string>();
            if (answer.RootElement.ValueKind != JsonValueKind.Null
                && answer.RootElement.TryGetProperty("batchItemFailures", out var failures) && failures.ValueKind != JsonValueKind.Null)
            {
                failed.UnionWith(failures.EnumerateArray().Select(item => item.GetProperty("itemIdentifier").GetString() ?? ""));
            }

            return failed.IsSubsetOf(messages.Select(message => message.MessageId))
                ? [.. messages.Where(message => !failed.Contains(message.MessageId))]
                : [];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [];
        }
    }
}
