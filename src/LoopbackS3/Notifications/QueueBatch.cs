using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Compressor.LoopbackS3.Notifications;

/// <summary>What an event source mapping hands to a function: messages of a queue, each with an event of S3.</summary>
public static class QueueBatch
{
    /// <summary>Writes a batch of messages that have one event each; the messages' ids are <c>m0</c>, <c>m1</c> and so on.</summary>
    public static string ToJson(IEnumerable<ObjectEvent> events) => ToJson(
        events.Select((one, i) => (string.Create(CultureInfo.InvariantCulture, $"m{i}"), one.ToJson())));

    /// <param name="messages">The messages' ids and bodies.</param>
    public static string ToJson(IEnumerable<(string MessageId, string Body)> messages)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("Records");
            foreach (var (messageId, body) in messages)
            {
                json.WriteStartObject();
                json.WriteString("messageId", messageId);
                json.WriteString("receiptHandle", $"receipt of {messageId}");
                json.WriteString("body", body);
                json.WriteStartObject("attributes");
                json.WriteString("ApproximateReceiveCount", "1");
                json.WriteEndObject();
                json.WriteStartObject("messageAttributes");
                json.WriteEndObject();
                json.WriteString("eventSource", "aws:sqs");
                json.WriteString("eventSourceARN", "arn:aws:sqs:us-east-1:123456789012:events");
                json.WriteString("awsRegion", "us-east-1");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
