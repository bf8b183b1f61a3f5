namespace Compressor.Core.Events;

/// <summary>What differs between the versions of S3 Batch Operations' format.</summary>
internal static class S3Batch
{
    /// <summary>The bucket of a task: by name in schema 2.0, by ARN (<c>arn:aws:s3:::name</c>) in schema 1.0.</summary>
    public static string Bucket(S3BatchTask task, int index)
    {
        if (!string.IsNullOrEmpty(task.S3Bucket))
        {
            return task.S3Bucket;
        }

        const string marker = ":::";
        var start = task.S3BucketArn?.LastIndexOf(marker, StringComparison.Ordinal) ?? -1;
        return start >= 0
            ? task.S3BucketArn![(start + marker.Length)..]
            : throw new MalformedEventException(
                $"$.tasks[{index}]", 0, "s3Bucket, or s3BucketArn such as arn:aws:s3:::name", task.S3BucketArn ?? "neither");
    }
}
