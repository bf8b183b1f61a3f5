#nullable disable
#pragma warning disable CA1711, CA1720 // Names as the libraries have them.
using System.Runtime.Serialization;
using System.Text.Json.Serialization;

// Shapes of events as libraries declare them: classes with setters, without nullable annotations, and with names in attributes.
namespace Compressor.Generators.Tests.JsonReader;

public class StreamEvent
{
    public IList<StreamRecord> Records { get; set; }

    public class StreamRecord
    {
        public string EventId { get; set; }

        public StreamData Kinesis { get; set; }
    }

    public class StreamBase
    {
        public MemoryStream Data { get; set; }

        public DateTime? ApproximateArrivalTimestamp { get; set; }
    }

    public class StreamData : StreamBase
    {
        public string PartitionKey { get; set; }
    }
}

public class TableEvent
{
    public IList<TableRecord> Records { get; set; }

    public class TableRecord
    {
        public string EventName { get; set; }

        public TableChange Dynamodb { get; set; }
    }

    public class TableChange
    {
        public DateTime ApproximateCreationDateTime { get; set; }

        public Dictionary<string, TableValue> NewImage { get; set; }

        public long SizeBytes { get; set; }
    }

    public class TableValue
    {
        public MemoryStream B { get; set; }

        public bool? BOOL { get; set; }

        public List<TableValue> L { get; set; }

        public Dictionary<string, TableValue> M { get; set; }

        public string N { get; set; }

        public List<string> SS { get; set; }

        public string S { get; set; }
    }
}

public class HttpRequest
{
    public string Version { get; set; }

    public string RouteKey { get; set; }

    public string RawPath { get; set; }

    public string[] Cookies { get; set; }

    public IDictionary<string, string> Headers { get; set; }

    public IDictionary<string, IList<string>> MultiValueHeaders { get; set; }

    public HttpContextPart RequestContext { get; set; }

    public string Body { get; set; }

    public bool IsBase64Encoded { get; set; }

    public class HttpContextPart
    {
        public long TimeEpoch { get; set; }

        public HttpAuthorizer Authorizer { get; set; }

        public HttpTarget Elb { get; set; }
    }

    public class HttpAuthorizer
    {
        public IDictionary<string, object> Lambda { get; set; }
    }

    public class HttpTarget
    {
        public string TargetGroupArn { get; set; }
    }
}

[DataContract]
public class HttpResponse
{
    [DataMember(Name = "statusCode")]
    [JsonPropertyName("statusCode")]
    public int StatusCode { get; set; }

    [DataMember(Name = "headers")]
    public IDictionary<string, string> Headers { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string Body { get; set; }

    public object Details { get; set; }

    [JsonIgnore]
    public HttpResponse Self { get; set; }

    public List<HttpResponse> Parts { get; set; }
}
