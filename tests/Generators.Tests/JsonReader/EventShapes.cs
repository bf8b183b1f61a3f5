#nullable disable
#pragma warning disable CA1711, CA1720 // Names as the libraries have them.
using System.Runtime.Serialization;
using System.Text.Json.Serialization;

// Shapes of events as libraries declare them: classes with setters, without nullable annotations, and with names in attributes.
namespace Compressor.Generators.Tests.JsonReader;

public class S3Notification
{
    public List<S3Record> Records { get; set; }

    public class S3Record
    {
        public string AwsRegion { get; set; }

        public string EventName { get; set; }

        public DateTime EventTime { get; set; }

        public S3Elements ResponseElements { get; set; }

        public S3Part S3 { get; set; }
    }

    [DataContract]
    public class S3Elements
    {
        [DataMember(Name = "x-amz-id-2", EmitDefaultValue = false)]
        [JsonPropertyName("x-amz-id-2")]
        public string XAmzId2 { get; set; }

        [JsonPropertyName("x-amz-request-id")]
        public string XAmzRequestId { get; set; }
    }

    public class S3Part
    {
        public S3Bucket Bucket { get; set; }

        public S3Object Object { get; set; }
    }

    public class S3Bucket
    {
        public string Name { get; set; }

        [DataMember(Name = "bucket-owner")]
        public string Owner { get; set; }

        public string Arn { get; set; }
    }

    public class S3Object
    {
        public string Key { get; set; }

        public string KeyDecoded => System.Net.WebUtility.UrlDecode(Key);

        public long Size { get; set; }

        public string ETag { get; set; }
    }
}

public class QueueEvent
{
    public List<QueueMessage> Records { get; set; }

    public class QueueMessage
    {
        public string MessageId { get; set; }

        public string Body { get; set; }

        public string EventSourceArn { get; set; }

        public Dictionary<string, string> Attributes { get; set; }

        public Dictionary<string, QueueAttribute> MessageAttributes { get; set; }
    }

    public class QueueAttribute
    {
        public string StringValue { get; set; }

        public MemoryStream BinaryValue { get; set; }

        public string DataType { get; set; }
    }
}

public class TopicEvent
{
    public IList<TopicRecord> Records { get; set; }

    public class TopicRecord
    {
        public string EventSubscriptionArn { get; set; }

        public TopicMessage Sns { get; set; }
    }

    public class TopicMessage
    {
        public string Message { get; set; }

        public string Subject { get; set; }

        public DateTime Timestamp { get; set; }
    }
}

public class BusEvent<T>
{
    public string Version { get; set; }

    public Guid Id { get; set; }

    [JsonPropertyName("detail-type")]
    public string DetailType { get; set; }

    public DateTime Time { get; set; }

    public List<string> Resources { get; set; }

    public T Detail { get; set; }
}

public class InstanceChange
{
    [JsonPropertyName("instance-id")]
    public string InstanceId { get; set; }

    public string State { get; set; }
}
