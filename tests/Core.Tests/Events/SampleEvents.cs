using System.Text;

namespace Compressor.Core.Tests.Events;

/// <summary>Events as AWS documents them.</summary>
internal static class SampleEvents
{
    /// <summary>A notification with all of its properties.</summary>
    public static byte[] S3(string encodedKey) => Encoding.UTF8.GetBytes(
        """
        {
          "Records": [
            {
              "eventVersion": "2.1",
              "eventSource": "aws:s3",
              "awsRegion": "us-west-2",
              "eventTime": "2026-01-31T23:59:59.123Z",
              "eventName": "ObjectCreated:Put",
              "userIdentity": { "principalId": "AIDAJDPLRKLG7UEXAMPLE" },
              "requestParameters": { "sourceIPAddress": "127.0.0.1" },
              "responseElements": {
                "x-amz-request-id": "C3D13FE58DE4C810",
                "x-amz-id-2": "FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD"
              },
              "s3": {
                "s3SchemaVersion": "1.0",
                "configurationId": "compress",
                "bucket": { "name": "uploads", "ownerIdentity": { "principalId": "A3NL1KOZZKExample" }, "arn": "arn:aws:s3:::uploads" },
                "object": {
                  "key": "KEY",
                  "size": 10485760,
                  "eTag": "d41d8cd98f00b204e9800998ecf8427e",
                  "versionId": "096fKKXTRTtl3on89fVO.nfljtsv6qko",
                  "sequencer": "0055AED6DCD90281E5"
                }
              },
              "glacierEventData": { "restoreEventData": { "lifecycleRestorationExpiryTime": "1970-01-01T00:00:00.000Z" } }
            }
          ]
        }
        """.Replace("KEY", encodedKey, StringComparison.Ordinal));

    /// <summary>The invocation of <see cref="S3Batch"/>.</summary>
    public const string BatchInvocationId = "YXNkbGZqYWRmaiBhc2RmdW9hZHNmZGpmaGFzbGtkaGZza2RmaAo";

    /// <summary>
    /// A task of S3 Batch Operations in schema 1.0 (https://docs.aws.amazon.com/lambda/latest/dg/services-s3-batch.html), or in 2.0, which
    /// has the bucket's name and the job's arguments (https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-invoke-lambda.html).
    /// </summary>
    public static string S3Batch(string version, string key, string bucketArn = "arn:aws:s3:::amzn-s3-demo-bucket")
    {
        var (arguments, bucket) = version == "1.0"
            ? ("", $"\"s3BucketArn\": \"{bucketArn}\"")
            : (", \"userArguments\": {\"MyDestinationBucket\": \"other\", \"tasks\": \"5\"}", "\"s3Bucket\": \"amzn-s3-demo-bucket\"");
        return $$"""
            {
              "invocationSchemaVersion": "{{version}}",
              "invocationId": "{{BatchInvocationId}}",
              "job": { "id": "f3cc4f60-61f6-4a2b-8a21-d07600c373ce"{{arguments}} },
              "tasks": [ { "taskId": "dGFza2lkZ29lc2hlcmUK", "s3Key": "{{key}}", "s3VersionId": null, {{bucket}} } ]
            }
            """;
    }

    /// <summary>An EventBridge event, whose key is as it is.</summary>
    public static string EventBridge(string key) =>
        """
        {
          "version": "0", "id": "17793124-05d4-b198-2fde-7ededc63b103", "detail-type": "Object Created", "source": "aws.s3",
          "account": "111122223333", "time": "2026-01-31T23:59:59Z", "region": "ca-central-1", "resources": ["arn:aws:s3:::uploads"],
          "detail": {
            "version": "0", "bucket": { "name": "uploads" },
            "object": { "key": "KEY", "size": 5, "etag": "b57f9512698f4b09e608f4f2a65852e5",
              "version-id": "v1", "sequencer": "00617F08299329D189" },
            "request-id": "N4N7GDK58NMKJ12R", "requester": "123456789012", "source-ip-address": "1.2.3.4", "reason": "PutObject"
          }
        }
        """.Replace("KEY", key, StringComparison.Ordinal);
}
