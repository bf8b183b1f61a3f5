using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Compressor.Cli.Deployment;

namespace Compressor.Cli.Objects;

/// <summary>An event as S3 sends it to a function.</summary>
internal static class S3Notification
{
    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Returns the JSON of an ObjectCreated:Put event for one object.</summary>
    /// <param name="deployment">Whose bucket the object is in.</param>
    /// <param name="key">The object's key. It is encoded here as S3 does it.</param>
    /// <param name="size">The object's size in bytes.</param>
    /// <param name="etag">The object's ETag, without quotes.</param>
    /// <param name="versionId">The object's version; null, and not in the JSON, where the bucket has none.</param>
    public static byte[] ObjectCreated(DeployedResources deployment, string key, long size, string etag, string? versionId = null) =>
        JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Records = new[]
            {
                new
                {
                    eventVersion = "2.1",
                    eventSource = "aws:s3",
                    awsRegion = deployment.Region,
                    eventTime = $"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}",
                    eventName = "ObjectCreated:Put",
                    s3 = new
                    {
                        s3SchemaVersion = "1.0",
                        bucket = new { name = deployment.BucketName, arn = $"arn:aws:s3:::{deployment.BucketName}" },
                        @object = new { key = WebUtility.UrlEncode(key), size, eTag = etag, versionId },
                    },
                },
            },
        },
        WithoutNulls);
}
