using System.Text;
using System.Text.Json;

namespace Compressor.Testing;

/// <summary>What mutation starts from: an event of each shape, and a record of each type.</summary>
public static class Corpus
{
    private const string S3 =
        """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-west-2","eventTime":"2026-01-31T23:59:59.123Z",
        "eventName":"ObjectCreated:Put",
        "userIdentity":{"principalId":"A"},"s3":{"configurationId":"c","bucket":{"name":"bbb","arn":"arn:aws:s3:::bbb"},
        "object":{"key":"incoming/a+b%2B%C3%A9.json","size":10485760,"eTag":"d41d8cd98f00b204e9800998ecf8427e","versionId":"v",
        "sequencer":"0055AED6DCD90281E5"}}}]}
        """;

    private const string EventBridge =
        """
        {"version":"0","detail-type":"Object Created","source":"aws.s3","time":"2026-01-31T23:59:59Z","detail":{"bucket":{"name":"bbb"},
        "object":{"key":"k","size":5,"etag":"e","version-id":"v","sequencer":"00617F08299329D189"}}}
        """;

    /// <summary>The events.</summary>
    public static IReadOnlyList<byte[]> Events { get; } =
    [
        Encoding.UTF8.GetBytes(S3),
        Encoding.UTF8.GetBytes(EventBridge),
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                Records = new[]
                {
                    new { messageId = "m", body = S3, eventSource = "aws:sqs" },
                    new { messageId = "n", body = EventBridge, eventSource = "aws:sqs" },
                },
            }),
        """{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-01-31T23:59:59.123Z","Bucket":"b"}"""u8.ToArray(),
        """
        {"invocationSchemaVersion":"1.0","invocationId":"i","job":{"id":"j"},
        "tasks":[{"taskId":"t","s3Key":"a+b","s3VersionId":null,"s3BucketArn":"arn:aws:s3:::bbb"}]}
        """u8.ToArray(),
        """
        {"text":"\u00e9\ud83d\ude00","flag":true,"i32":-5,"u8":7,"double":-1.5e-7,"decimal":3.25,"kind":"Some",
        "id":"6f9619ff-8b86-d011-b42d-00c04fc964ff","when":"2026-01-31T23:59:59+02:00","child":{"numbers":[1,2,3]},"numbers":[],
        "texts":["a",null],"map":{"a":1.5}}
        """u8.ToArray(),
    ];
}
