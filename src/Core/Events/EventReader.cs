using System.Buffers;
using System.Text;
using Compressor.Core.Failures;
using Compressor.Generators;

namespace Compressor.Core.Events;

/// <summary>
/// Tells the shapes of event apart, each in one pass over its bytes, and makes one list of objects of any of them. Messages of SQS and
/// SNS are envelopes: what they hold is an event again.
/// </summary>
public static class EventReader
{
    /// <summary>How many envelopes may lie in each other. S3 to SNS to SQS are two, EventBridge to SNS to SQS too.</summary>
    public const int MaxEnvelopes = 4;

    private const string S3Test = "s3:TestEvent";
    private const string EventBridgeSource = "aws.s3";
    private const string EventBridgeCreated = "Object Created";
    private const string SnsNotificationType = "Notification";

    /// <summary>Reads an event.</summary>
    /// <param name="utf8Json">The event as Lambda hands it over.</param>
    /// <param name="unreadable">Gets the messages of a queue that cannot be read; null if one of them fails the whole event.</param>
    /// <exception cref="MalformedEventException">It is not JSON, or a value is not what the event's shape has there.</exception>
    /// <exception cref="UnknownEventException">It has none of the known shapes.</exception>
    public static IncomingEvent Read(ReadOnlySpan<byte> utf8Json, ICollection<UnreadableMessage>? unreadable = null)
    {
        var read = Parse(utf8Json, "$");
        if (read.Tasks is not null && read.InvocationSchemaVersion is not null)
        {
            return new IncomingEvent(EventKind.S3Batch, [.. read.Tasks.Select(Uploads.FromTask)])
            {
                BatchSchemaVersion = read.InvocationSchemaVersion,
                BatchInvocationId = read.InvocationId,
            };
        }

        var uploads = new List<ObjectUpload>(read.Records?.Count ?? 1);
        return new IncomingEvent(Open(utf8Json, read, new DocumentPlace("$", "the event"), uploads, unreadable), uploads);
    }

    /// <summary>Adds the uploads of a document, and says what shape it has.</summary>
    private static EventKind Open(
        ReadOnlySpan<byte> utf8Json,
        LambdaEvent read,
        DocumentPlace place,
        List<ObjectUpload> uploads,
        ICollection<UnreadableMessage>? unreadable = null)
    {
        if (read is { SnsType: SnsNotificationType, SnsMessage: { } message })
        {
            OpenEnvelope(message, place.Inside(".Message", "the message"), uploads);
            return EventKind.Sns;
        }

        if (read.Records is [{ Body: not null } or { Sns: not null }, ..])
        {
            return OpenMessages(utf8Json, read.Records, place, uploads, unreadable);
        }

        if (read is { Source: EventBridgeSource, DetailType: not null, Detail: { Bucket: { } bucket, Object: { } entity } })
        {
            var created = read.DetailType == EventBridgeCreated;
            uploads.Add(
                Uploads.From(
                    bucket.Name,
                    entity.Key,
                    entity,
                    read.DetailType,
                    created,
                    (place.Path + ".detail.bucket.name", place.Path + ".detail.object.key")));
            return EventKind.EventBridge;
        }

        if (read.TestEvent == S3Test)
        {
            return EventKind.S3TestEvent;
        }

        if (read.Records is null && !TopLevel.Has(utf8Json, "Records"u8))
        {
            throw Unknown(utf8Json, place, read.Source is null ? string.Empty : $" (source {read.Source})");
        }

        var records = read.Records ?? [];
        for (var i = 0; i < records.Count; i++)
        {
            var part = records[i].S3 ?? throw Unknown(utf8Json, place, $" (records of {records[i].EventSource ?? "no source"})");
            uploads.Add(Uploads.FromRecord(records[i], part, $"{place.Path}.Records[{i}].s3"));
        }

        return EventKind.S3Notification;
    }

    private static EventKind OpenMessages(
        ReadOnlySpan<byte> utf8Json,
        IReadOnlyList<LambdaEventRecord> messages,
        DocumentPlace place,
        List<ObjectUpload> uploads,
        ICollection<UnreadableMessage>? unreadable)
    {
        var isQueue = messages[0].Body is not null;
        for (var i = 0; i < messages.Count; i++)
        {
            var first = uploads.Count;
            try
            {
                OpenMessage(utf8Json, messages[i], i, isQueue, place, uploads);
            }
            catch (Exception e) when (isQueue && unreadable is not null && e is IFunctionFailure)
            {
                uploads.RemoveRange(first, uploads.Count - first);
                unreadable.Add(new UnreadableMessage(messages[i].MessageId, e));
            }

            for (var own = first; own < uploads.Count && isQueue; own++)
            {
                uploads[own] = uploads[own] with { MessageId = messages[i].MessageId };
            }
        }

        return isQueue ? EventKind.Sqs : EventKind.Sns;
    }

    private static void OpenMessage(
        ReadOnlySpan<byte> utf8Json, LambdaEventRecord message, int index, bool isQueue, DocumentPlace place, List<ObjectUpload> uploads)
    {
        var (text, property) = isQueue ? (message.Body, "body") : (message.Sns?.Message, "Sns.Message");
        if (text is null)
        {
            throw Unknown(utf8Json, place, $" (a message without {(isQueue ? "a body" : "Sns")})");
        }

        var description = isQueue ? $"the body of message {index}" : $"notification {index}";
        OpenEnvelope(text, place.Inside($".Records[{index}].{property}", description), uploads);
    }

    private static void OpenEnvelope(string text, DocumentPlace place, List<ObjectUpload> uploads)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var utf8Json = bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes));
            var read = Parse(utf8Json, place.Path);
            if (place.Envelopes > MaxEnvelopes)
            {
                throw Unknown(utf8Json, place, $" (inside {place.Envelopes} messages; {MaxEnvelopes} are opened at most)");
            }

            Open(utf8Json, read, place, uploads);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static LambdaEvent Parse(ReadOnlySpan<byte> utf8Json, string root)
    {
        try
        {
            return LambdaEvent.Read(utf8Json);
        }
        catch (JsonEventException exception)
        {
            throw new MalformedEventException(
                root + exception.Path![1..], exception.Offset, exception.Expected, exception.Found, exception);
        }
    }

    private static UnknownEventException Unknown(ReadOnlySpan<byte> utf8Json, DocumentPlace place, string detail) =>
        new(place.Description, TopLevel.Names(utf8Json), detail);
}
