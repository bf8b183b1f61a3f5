using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Compressor.LoopbackS3.Notifications;

/// <summary>An S3 notification.</summary>
/// <param name="EventName">Such as <c>ObjectCreated:Put</c>.</param>
/// <param name="Key">As it is, not encoded.</param>
/// <param name="ETag">Without quotes, as notifications have it.</param>
/// <param name="Size">In bytes.</param>
public sealed record ObjectEvent(
    string EventName, string Bucket, string Key, string ETag, string? VersionId, long Size, string Sequencer, DateTimeOffset Time)
{
    /// <summary>The document that S3 sends to a function for this event.</summary>
    public string ToJson() => ToJson([this]);

    /// <param name="events">The records of one document, in this order.</param>
    /// <param name="withSequencers">False for what sends none, such as other S3s.</param>
    public static string ToJson(IEnumerable<ObjectEvent> events, bool withSequencers = true)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("Records");
            foreach (var one in events)
            {
                one.WriteTo(json, withSequencers);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private void WriteTo(Utf8JsonWriter json, bool withSequencers)
    {
        json.WriteStartObject();
        json.WriteString("eventVersion", "2.1");
        json.WriteString("eventSource", "aws:s3");
        json.WriteString("awsRegion", "us-east-1");
        json.WriteString("eventTime", Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("eventName", EventName);
        WriteObject(json, "userIdentity", ("principalId", "AWS:AIDAEXAMPLE"));
        WriteObject(json, "requestParameters", ("sourceIPAddress", "127.0.0.1"));
        WriteObject(json, "responseElements", ("x-amz-request-id", Sequencer), ("x-amz-id-2", $"loopback/{Sequencer}"));
        json.WriteStartObject("s3");
        json.WriteString("s3SchemaVersion", "1.0");
        json.WriteString("configurationId", "compressor");
        json.WriteStartObject("bucket");
        json.WriteString("name", Bucket);
        WriteObject(json, "ownerIdentity", ("principalId", "A3EXAMPLE"));
        json.WriteString("arn", $"arn:aws:s3:::{Bucket}");
        json.WriteEndObject();
        json.WriteStartObject("object");
        json.WriteString("key", WebUtility.UrlEncode(Key).Replace("%2F", "/", StringComparison.Ordinal));
        json.WriteNumber("size", Size);
        json.WriteString("eTag", ETag);
        if (VersionId is not null)
        {
            json.WriteString("versionId", VersionId);
        }

        if (withSequencers)
        {
            json.WriteString("sequencer", Sequencer);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter json, string name, params ReadOnlySpan<(string Name, string Value)> properties)
    {
        json.WriteStartObject(name);
        foreach (var (property, value) in properties)
        {
            json.WriteString(property, value);
        }

        json.WriteEndObject();
    }
}
