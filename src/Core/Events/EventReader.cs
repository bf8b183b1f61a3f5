using System.Buffers;
using System.Text;
using Compressor.Core.Keys;
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
    /// <exception cref="MalformedEventException">It is not JSON, or a value is not what the event's shape has there.</exception>
    /// <exception cref="UnknownEventException">It has none of the known shapes.</exception>
    public static IncomingEvent Read(ReadOnlySpan<byte> utf8Json)
    {
        var read = Parse(utf8Json, "$");
        if (read.Tasks is not null && read.InvocationSchemaVersion is not null)
        {
            return new IncomingEvent(EventKind.S3Batch, [.. read.Tasks.Select(FromTask)])
            {
                BatchSchemaVersion = read.InvocationSchemaVersion,
                BatchInvocationId = read.InvocationId,
            };
        }

        var uploads = new List<ObjectUpload>(read.Records?.Count ?? 1);
        return new IncomingEvent(Open(utf8Json, read, new DocumentPlace("$", "the event"), uploads), uploads);
    }

    /// <summary>Adds the uploads of a document, and says what shape it has.</summary>
    private static EventKind Open(ReadOnlySpan<byte> utf8Json, LambdaEvent read, DocumentPlace place, List<ObjectUpload> uploads)
    {
        if (read is { SnsType: SnsNotificationType, SnsMessage: { } message })
        {
            OpenEnvelope(message, place.Inside(".Message", "the message"), uploads);
            return EventKind.Sns;
        }

        if (read.Records is [{ Body: not null } or { Sns: not null }, ..])
        {
            return OpenMessages(utf8Json, read.Records, place, uploads);
        }

        if (read is { Source: EventBridgeSource, DetailType: not null, Detail: { Bucket: { } bucket, Object: { } entity } })
        {
            var created = read.DetailType == EventBridgeCreated;
            uploads.Add(
                From(
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
            uploads.Add(FromRecord(utf8Json, records[i], place, i));
        }

        return EventKind.S3Notification;
    }

    private static EventKind OpenMessages(
        ReadOnlySpan<byte> utf8Json, IReadOnlyList<LambdaEventRecord> messages, DocumentPlace place, List<ObjectUpload> uploads)
    {
        var isQueue = messages[0].Body is not null;
        for (var i = 0; i < messages.Count; i++)
        {
            var (text, property) = isQueue ? (messages[i].Body, "body") : (messages[i].Sns?.Message, "Sns.Message");
            if (text is null)
            {
                throw Unknown(utf8Json, place, $" (a message without {(isQueue ? "a body" : "Sns")})");
            }

            var first = uploads.Count;
            OpenEnvelope(
                text, place.Inside($".Records[{i}].{property}", isQueue ? $"the body of message {i}" : $"notification {i}"), uploads);
            for (var own = first; own < uploads.Count && isQueue; own++)
            {
                uploads[own] = uploads[own] with { MessageId = messages[i].MessageId };
            }
        }

        return isQueue ? EventKind.Sqs : EventKind.Sns;
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

    private static ObjectUpload FromRecord(ReadOnlySpan<byte> utf8Json, LambdaEventRecord record, DocumentPlace place, int index)
    {
        var entity = record.S3 ?? throw Unknown(utf8Json, place, $" (records of {record.EventSource ?? "no source"})");
        var (key, path) = (ObjectKeyEncoding.Decode(entity.Object.Key), $"{place.Path}.Records[{index}].s3");
        return From(
            entity.Bucket.Name,
            key,
            entity.Object,
            record.EventName,
            IsCreation(record.EventName),
            (path + ".bucket.name", path + ".object.key"));
    }

    private static ObjectUpload From(
        string bucket, string key, ObjectEntity entity, string? eventName, bool created, (string Bucket, string Key) paths)
    {
        ObjectAddress.Check(bucket, paths.Bucket, key, paths.Key);
        return new ObjectUpload
        {
            Bucket = bucket,
            Key = key,
            Size = entity.Size,
            ETag = NullIfEmpty(entity.ETag?.Trim('"')),
            VersionId = NullIfEmpty(entity.VersionId),
            Sequencer = NullIfEmpty(entity.Sequencer),
            EventName = eventName,
            IsObjectCreated = created,
        };
    }

    private static ObjectUpload FromTask(S3BatchTask task, int index)
    {
        var (bucket, key) = (task.BucketName() ?? "", ObjectKeyEncoding.Decode(task.S3Key));
        ObjectAddress.Check(
            bucket, $"$.tasks[{index}].{(task.S3Bucket is null ? "s3BucketArn" : "s3Bucket")}", key, $"$.tasks[{index}].s3Key");
        return new ObjectUpload
        {
            Bucket = bucket,
            Key = key,
            VersionId = NullIfEmpty(task.S3VersionId),
            IsObjectCreated = true,
            TaskId = task.TaskId,
        };
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

    private static bool IsCreation(string? eventName) =>
        eventName is not null
        && (eventName.StartsWith("ObjectCreated:", StringComparison.Ordinal)
            || eventName.StartsWith("s3:ObjectCreated:", StringComparison.Ordinal));

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
