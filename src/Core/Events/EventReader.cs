using System.Text;
using Compressor.Core.Keys;
using Compressor.Generators;

namespace Compressor.Core.Events;

/// <summary>Tells the shapes of event apart, in one pass over the bytes, and makes one list of objects of any of them.</summary>
public static class EventReader
{
    private const string S3Test = "s3:TestEvent";
    private const string EventBridgeSource = "aws.s3";
    private const string EventBridgeCreated = "Object Created";

    /// <summary>Reads an event.</summary>
    /// <param name="utf8Json">The event as Lambda hands it over.</param>
    /// <exception cref="MalformedEventException">It is no JSON, or a value is not what the event's shape has there.</exception>
    /// <exception cref="UnknownEventException">It has none of the known shapes.</exception>
    public static IncomingEvent Read(ReadOnlySpan<byte> utf8Json)
    {
        var read = Parse(utf8Json, "$");
        if (read.Tasks is not null && read.InvocationSchemaVersion is not null)
        {
            return new IncomingEvent(EventKind.S3Batch, Tasks(read.Tasks))
            {
                BatchSchemaVersion = read.InvocationSchemaVersion,
                BatchInvocationId = read.InvocationId,
            };
        }

        return read.Records is [{ Body: not null }, ..] ? Messages(utf8Json, read.Records) : Notification(utf8Json, read, "the event");
    }

    private static IncomingEvent Messages(ReadOnlySpan<byte> utf8Json, IReadOnlyList<LambdaEventRecord> messages)
    {
        var uploads = new List<ObjectUpload>(messages.Count);
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            if (message.Body is null)
            {
                throw Unknown(utf8Json, "the event", " (a message without a body)");
            }

            var body = Encoding.UTF8.GetBytes(message.Body);
            var read = Parse(body, $"$.Records[{i}].body: $");
            foreach (var upload in Notification(body, read, $"the body of message {i}").Uploads)
            {
                uploads.Add(upload with { MessageId = message.MessageId });
            }
        }

        return new IncomingEvent(EventKind.Sqs, uploads);
    }

    private static IncomingEvent Notification(ReadOnlySpan<byte> utf8Json, LambdaEvent read, string where)
    {
        if (read is { Source: EventBridgeSource, DetailType: not null, Detail: { Bucket: not null, Object: not null } detail })
        {
            return new IncomingEvent(EventKind.EventBridge, [EventBridge(read, detail.Bucket.Name, detail.Object)]);
        }

        if (read.TestEvent == S3Test)
        {
            return new IncomingEvent(EventKind.S3TestEvent, []);
        }

        if (read.Records is null && !TopLevel.Has(utf8Json, "Records"u8))
        {
            throw Unknown(utf8Json, where, read.Source is null ? string.Empty : $" (source {read.Source})");
        }

        return new IncomingEvent(EventKind.S3Notification, Records(utf8Json, read.Records ?? [], where));
    }

    private static ObjectUpload[] Records(ReadOnlySpan<byte> utf8Json, IReadOnlyList<LambdaEventRecord> records, string where)
    {
        var uploads = records.Count == 0 ? [] : new ObjectUpload[records.Count];
        for (var i = 0; i < uploads.Length; i++)
        {
            var record = records[i];
            var entity = record.S3 ?? throw Unknown(utf8Json, where, $" (records of {record.EventSource ?? "no source"})");
            uploads[i] = new ObjectUpload
            {
                Bucket = entity.Bucket.Name,
                Key = ObjectKeyEncoding.Decode(entity.Object.Key),
                Size = entity.Object.Size,
                ETag = Unquote(entity.Object.ETag),
                VersionId = NullIfEmpty(entity.Object.VersionId),
                Sequencer = NullIfEmpty(entity.Object.Sequencer),
                EventName = record.EventName,
                EventTime = record.EventTime,
                IsObjectCreated = IsCreation(record.EventName),
            };
        }

        return uploads;
    }

    private static ObjectUpload EventBridge(LambdaEvent read, string bucket, EventBridgeObject entity) => new()
    {
        Bucket = bucket,
        Key = entity.Key,
        Size = entity.Size,
        ETag = Unquote(entity.Etag),
        VersionId = NullIfEmpty(entity.VersionId),
        Sequencer = NullIfEmpty(entity.Sequencer),
        EventName = read.DetailType,
        EventTime = read.Time,
        IsObjectCreated = read.DetailType == EventBridgeCreated,
    };

    private static ObjectUpload[] Tasks(IReadOnlyList<S3BatchTask> tasks)
    {
        var uploads = new ObjectUpload[tasks.Count];
        for (var i = 0; i < uploads.Length; i++)
        {
            var task = tasks[i];
            uploads[i] = new ObjectUpload
            {
                Bucket = S3Batch.Bucket(task, i),
                Key = ObjectKeyEncoding.Decode(task.S3Key),
                VersionId = NullIfEmpty(task.S3VersionId),
                IsObjectCreated = true,
                TaskId = task.TaskId,
            };
        }

        return uploads;
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

    private static UnknownEventException Unknown(ReadOnlySpan<byte> utf8Json, string where, string detail) =>
        new(where, TopLevel.Names(utf8Json), detail);

    private static bool IsCreation(string? eventName) =>
        eventName is not null
        && (eventName.StartsWith("ObjectCreated:", StringComparison.Ordinal) || eventName.StartsWith("s3:ObjectCreated:", StringComparison.Ordinal));

    private static string? Unquote(string? entityTag) => NullIfEmpty(entityTag?.Trim('"'));

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
