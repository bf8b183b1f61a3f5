using Compressor.Core.Keys;

namespace Compressor.Core.Events;

/// <summary>Makes uploads of what events say of objects.</summary>
internal static class Uploads
{
    /// <summary>Makes the upload of a notification's record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="entity">Its part <c>s3</c>.</param>
    /// <param name="path">Where that part is.</param>
    public static ObjectUpload FromRecord(LambdaEventRecord record, S3Entity entity, string path) => From(
        entity.Bucket.Name,
        ObjectKeyEncoding.Decode(entity.Object.Key),
        entity.Object,
        record.EventName,
        IsCreation(record.EventName),
        (path + ".bucket.name", path + ".object.key"));

    /// <summary>Creates the upload from a decoded key and the object's other properties.</summary>
    public static ObjectUpload From(
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

    /// <summary>Makes the upload of a task of S3 Batch Operations.</summary>
    public static ObjectUpload FromTask(S3BatchTask task, int index)
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

    private static bool IsCreation(string? eventName) =>
        eventName is not null
        && (eventName.StartsWith("ObjectCreated:", StringComparison.Ordinal)
            || eventName.StartsWith("s3:ObjectCreated:", StringComparison.Ordinal));

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
