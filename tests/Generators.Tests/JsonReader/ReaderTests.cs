using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compressor.Generators.Tests.JsonReader;

/// <summary>Reading into types that were not made for the generator.</summary>
public class ReaderTests
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNameCaseInsensitive = true,
        Converters = { new StreamConverter(), new SecondsConverter(), new JsonStringEnumConverter() },
    };

    [Fact]
    public void S3_events_are_read()
    {
        var record = Same(EventSamples.S3, Events.ReadS3Notification).Records.ShouldHaveSingleItem();
        record.ResponseElements.XAmzId2.ShouldStartWith("FMyU");
        record.S3.Object.KeyDecoded.ShouldBe("a b/é.json");
        record.EventTime.ShouldBe(new DateTime(2026, 1, 31, 23, 59, 59, 123, DateTimeKind.Utc));

        // System.Text.Json knows nothing of data contracts.
        Events.ReadS3Notification("""{"records":[{"s3":{"bucket":{"bucket-owner":"o"}}}]}"""u8).Records[0].S3.Bucket.Owner.ShouldBe("o");
    }

    [Fact]
    public void Sqs_events_are_read() =>
        Same(EventSamples.Sqs, Events.ReadQueueEvent).Records[0].MessageAttributes["blob"].BinaryValue.ToArray().ShouldBe([1, 2, 3]);

    [Fact]
    public void Sns_events_are_read() => Same(EventSamples.Sns, Events.ReadTopicEvent).Records[0].Sns.Subject.ShouldBeNull();

    [Fact]
    public void EventBridge_events_are_read() =>
        Same(EventSamples.EventBridge, Events.ReadBusEvent).Detail.InstanceId.ShouldBe("i-abcd1111");

    [Fact]
    public void Kinesis_events_are_read()
    {
        var kinesis = Same(EventSamples.Kinesis, Events.ReadStreamEvent).Records[0].Kinesis;
        Encoding.UTF8.GetString(kinesis.Data.ToArray()).ShouldBe("Hello, this is a test.");
        kinesis.ApproximateArrivalTimestamp.ShouldBe(new DateTime(2018, 12, 17, 22, 10, 50, 987, DateTimeKind.Utc));
    }

    [Fact]
    public void DynamoDB_events_are_read() =>
        Same(EventSamples.DynamoDb, Events.ReadTableEvent).Records[0].Dynamodb.NewImage["Map"].M["Inner"].L[0].S.ShouldBe("x");

    [Fact]
    public void Api_Gateway_events_are_read()
    {
        var request = Same(EventSamples.ApiGatewayV2, Events.ReadHttpRequest);
        request.Body.ShouldBe("""{"text":"héllo"}""");
        ((JsonElement)request.RequestContext.Authorizer.Lambda["level"]).GetInt32().ShouldBe(3);
        request.RequestContext.Authorizer.Lambda["none"].ShouldBeNull();
    }

    [Fact]
    public void Load_balancer_events_are_read() =>
        Same(EventSamples.Alb, Events.ReadHttpRequest).MultiValueHeaders["accept"].ShouldBe(["text/html", "*/*"]);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"text":null,"several":null}""", true)]
    [InlineData("""{"TEXT":"t","nUMBER":8,"NoSetter":"x","private":"x"}""")]
    [InlineData("""{"place":{"x":1}}""")]
    [InlineData("""{"place":{"label":"l","level":0,"y":5,"x":1}}""")]
    [InlineData("""{"must":{"name":"n","note":"x"},"box":{"width":1,"height":2,"unit":"em"},"level":"high"}""")]
    [InlineData("""{"box":{"height":2},"level":5}""")]
    [InlineData("""{"several":[{"id":"a","count":2},{"count":3,"id":"b","more":[1],"other":null}]}""")]
    [InlineData("""{"must":{}}""", true)]
    [InlineData("""{"must":{"note":"x"}}""", true)]
    [InlineData("""{"level":"middle"}""", true)]
    [InlineData("""{"number":"8"}""", true)]
    [InlineData("""{"place":5}""", true)]
    public void Objects_are_created_as_SystemTextJson_creates_them(string json, bool differsOnNull = false)
    {
        var expected = Try(() => JsonSerializer.Deserialize<Shapes>(json, Options)!);
        var read = Try(() => Events.ReadShapes(Encoding.UTF8.GetBytes(json)));

        if (differsOnNull && read is not null)
        {
            // Null leaves a collection that may not be null; System.Text.Json puts null there all the same.
            read.Several.ShouldBeEmpty();
            expected!.Several.ShouldBeNull();
            return;
        }

        JsonSerializer.Serialize(read, Options).ShouldBe(JsonSerializer.Serialize(expected, Options));
    }

    [Fact]
    public void Parameter_of_a_constructor_that_is_not_there_is_an_error() =>
        Should.Throw<JsonEventException>(() => Events.ReadPoint("""{"y":1}"""u8)).Message
            .ShouldBe("$ (byte 6): expected the property \"x\", found an object without it");

    [Fact]
    public void Case_matters_and_properties_are_left_out_where_asked_for()
    {
        var read = ExactEvents.ReadShapes("""{"text":"t","Number":8,"number":9}"""u8);

        (read.Text, read.Number).ShouldBe(("default", 9));
    }

    [Fact]
    public void Collections_and_values_can_be_documents()
    {
        Events.ReadListOfRequired("""[{"name":"a"},{"name":"b"}]"""u8).Select(item => item.Name).ShouldBe(["a", "b"]);
        Events.ReadDictionaryOfInt32("""{"a":1}"""u8)["a"].ShouldBe(1);
        Events.ReadString("\"é\""u8).ShouldBe("é");
    }

    private static T Same<T>(string json, Events.Reader<T> read)
    {
        var value = read(Encoding.UTF8.GetBytes(json));
        var expected = JsonSerializer.Deserialize<T>(json, Options)!;
        JsonSerializer.Serialize(value, Options).ShouldBe(JsonSerializer.Serialize(expected, Options));
        return value;
    }

    private static Shapes? Try(Func<Shapes> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is JsonException or JsonEventException)
        {
            return null;
        }
    }

    private sealed class StreamConverter : JsonConverter<MemoryStream>
    {
        public override MemoryStream Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetBytesFromBase64());

        public override void Write(Utf8JsonWriter writer, MemoryStream value, JsonSerializerOptions options) =>
            writer.WriteBase64StringValue(value.ToArray());
    }

    private sealed class SecondsConverter : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number
                ? DateTime.UnixEpoch.AddTicks((long)(reader.GetDecimal() * TimeSpan.TicksPerSecond))
                : reader.GetDateTime();

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}

/// <content>How tests pass readers on.</content>
internal static partial class Events
{
    public delegate T Reader<out T>(ReadOnlySpan<byte> utf8Json);
}
