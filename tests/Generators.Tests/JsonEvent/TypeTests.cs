using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compressor.Generators.Tests.JsonEvent;

/// <summary>The types that events have beside numbers and text.</summary>
public class TypeTests
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
    };

    [Theory]
    [InlineData("""{"link":"https://example.com/a%20b?c=1#d"}""")]
    [InlineData("""{"link":"../a b"}""")]
    [InlineData("""{"link":"http://["}""")]
    [InlineData("""{"link":5}""")]
    [InlineData("""{"day":"2024-02-29"}""")]
    [InlineData("""{"day":"2023-02-29"}""")]
    [InlineData("""{"day":"2024-2-29"}""")]
    [InlineData("""{"day":"\u0032024-02-29"}""")]
    [InlineData("""{"day":"2024-02-29T00:00:00"}""")]
    [InlineData("""{"day":"0000-01-01"}""")]
    [InlineData("""{"clock":"23:59:59.1234567"}""")]
    [InlineData("""{"clock":"24:00:00"}""")]
    [InlineData("""{"clock":"1.00:00:00"}""")]
    [InlineData("""{"clock":"-01:00:00"}""")]
    [InlineData("""{"clock":"01:00"}""")]
    [InlineData("""{"clock":"1:5"}""")]
    [InlineData("""{"clock":"5"}""")]
    [InlineData("""{"clock":""}""")]
    [InlineData("""{"time":"2026-01-31T23:59:59Z"}""")]
    [InlineData("""{"time":"2026-01-31T23:59:59.123Z"}""")]
    [InlineData("""{"time":"2026-01-31T23:59:59.1234567+02:00"}""")]
    [InlineData("""{"time":"2026-01-31"}""")]
    [InlineData("""{"time":"2026-01-31T24:00:00.000Z"}""")]
    [InlineData("""{"time":"2026-01-31T23:60:00.000Z"}""")]
    [InlineData("""{"time":"2026-02-30T23:59:59.123Z"}""")]
    [InlineData("""{"time":"0000-01-31T23:59:59.123Z"}""")]
    [InlineData("""{"time":"2026-01-31T23:59:59.12xZ"}""")]
    [InlineData("""{"time":"2026-01-31t23:59:59.123z"}""")]
    [InlineData("""{"letter":"é"}""")]
    [InlineData("""{"letter":"\u00e9"}""")]
    [InlineData("""{"letter":""}""")]
    [InlineData("""{"letter":"ab"}""")]
    [InlineData("""{"letter":5}""")]
    [InlineData("""{"bytes":"aGVsbG8=","memory":"+/8="}""")]
    [InlineData("""{"bytes":"aGVs\nbG8="}""")]
    [InlineData("""{"bytes":" aGVs bG8= "}""")]
    [InlineData("""{"bytes":"aGVsbG8"}""")]
    [InlineData("""{"bytes":"a==="}""")]
    [InlineData("""{"bytes":"===="}""")]
    [InlineData("""{"memory":null}""")]
    [InlineData("""{"set":[3,1,3],"names":["b","a","b"],"fixed":[1,2]}""")]
    [InlineData("""{"set":[],"names":[],"fixed":[]}""")]
    [InlineData("""{"set":[1,"2"]}""")]
    [InlineData("""{"byNumber":{"1":"a","-2":"b","1":"c"}}""")]
    [InlineData("""{"byNumber":{"1.0":"a"}}""")]
    [InlineData("""{"byNumber":{"2147483648":"a"}}""")]
    [InlineData("""{"byNumber":{" 1":"a"}}""")]
    [InlineData("""{"byNumber":{"":"a"}}""")]
    [InlineData("""{"byLargeNumber":{"18446744073709551615":true}}""")]
    [InlineData("""{"byLargeNumber":{"-1":true}}""")]
    [InlineData("""{"byColour":{"Red":1}}""")]
    [InlineData("""{"byColour":{"Blue":1}}""")]
    [InlineData("""{"byId":{"6f9619ff-8b86-d011-b42d-00c04fc964ff":1}}""")]
    [InlineData("""{"byId":{"6f9619ff8b86d011b42d00c04fc964ff":1}}""")]
    [InlineData("""{"maybeAny":{"a":[1,2,{"b":"\u00e9"}]}}""")]
    [InlineData("""{"maybeAny":null}""")]
    [InlineData("""{"maybeAny":[1,}""")]
    public void Value_is_read_as_SystemTextJson_reads_it(string json)
    {
        var expected = Try(() => JsonSerializer.Deserialize<EventTypes>(json, Options)!);
        var read = Try(() => EventTypes.Read(Encoding.UTF8.GetBytes(json)));

        (read is null).ShouldBe(expected is null);
        if (read is not null)
        {
            JsonSerializer.Serialize(read, Options).ShouldBe(JsonSerializer.Serialize(expected, Options));
            read.Time.Kind.ShouldBe(expected!.Time.Kind);
            var buffer = new JsonLineBuffer();
            read.WriteTo(buffer);
            var again = EventTypes.Read(buffer.Written);
            JsonSerializer.Serialize(again, Options).ShouldBe(JsonSerializer.Serialize(expected, Options));
        }
    }

    [Theory]
    [InlineData("\"1.02:03:04.5\"", "1.02:03:04.5000000")]
    [InlineData("\"-00:00:01\"", "-00:00:01")]
    [InlineData("1500.25", "00:00:01.5002500")]
    [InlineData("0", "00:00:00")]
    [InlineData("\"5\"", null)]
    [InlineData("1e30", null)]
    public void Duration_is_a_string_or_milliseconds(string json, string? expected)
    {
        var took = Try(() => Durations.Read(Encoding.UTF8.GetBytes($"{{\"took\":{json}}}")))?.Took;

        took?.ToString("c", CultureInfo.InvariantCulture).ShouldBe(expected);
        took.HasValue.ShouldBe(expected is not null);
        var buffer = new JsonLineBuffer();
        new Durations(took ?? default).WriteTo(buffer);
        Durations.Read(buffer.Written).Took.ShouldBe(took ?? default);
    }

    [Theory]
    [InlineData("1545084650.987", "2018-12-17T22:10:50.9870000+00:00")]
    [InlineData("1545084650", "2018-12-17T22:10:50.0000000+00:00")]
    [InlineData("1.54508465E9", "2018-12-17T22:10:50.0000000+00:00")]
    [InlineData("\"1545084650\"", "2018-12-17T22:10:50.0000000+00:00")]
    [InlineData("-1.5", "1969-12-31T23:59:58.5000000+00:00")]
    [InlineData("253402300799.9999999", "9999-12-31T23:59:59.9999999+00:00")]
    [InlineData("253402300800", null)]
    [InlineData("-62135596801", null)]
    [InlineData("1e300", null)]
    [InlineData("\"2018-12-17T22:10:50Z\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public void Unix_time_is_a_number_of_seconds(string json, string? expected) =>
        Try(() => UnixTimes.Read(Encoding.UTF8.GetBytes($"{{\"seconds\":{json}}}")))?.Seconds.ToString("O", CultureInfo.InvariantCulture)
            .ShouldBe(expected);

    [Fact]
    public void Unix_times_are_written_as_they_are_read()
    {
        const string Json = """{"seconds":1545084650.987,"milliseconds":1545082649183,"several":[0,-1,1.5]}""";
        var read = UnixTimes.Read(Encoding.UTF8.GetBytes(Json));

        read.Milliseconds.ShouldBe(new DateTime(2018, 12, 17, 21, 37, 29, 183, DateTimeKind.Utc));
        read.Milliseconds!.Value.Kind.ShouldBe(DateTimeKind.Utc);
        var buffer = new JsonLineBuffer();
        read.WriteTo(buffer);
        Encoding.UTF8.GetString(buffer.Written).ShouldBe(Json);
    }

    [Fact]
    public void Lenient_values_are_read_from_their_other_forms()
    {
        var read = Lenient.Read("""{"text":5.10,"number":"-7","share":"0.5","flag":"true","several":"a","numbers":3}"""u8);

        (read.Text, read.Number, read.Share, read.Flag).ShouldBe(("5.10", -7, 0.5, true));
        read.Several.ShouldBe(["a"]);
        read.Numbers.ShouldBe([3]);
    }

    [Fact]
    public void Lenient_values_are_read_from_their_own_form()
    {
        var read = Lenient.Read("""{"text":"t","number":-7,"share":null,"flag":false,"several":["a",true,1],"numbers":["3",4]}"""u8);

        (read.Text, read.Number, read.Share, read.Flag).ShouldBe(("t", -7, null, false));
        read.Several.ShouldBe(["a", "true", "1"]);
        read.Numbers.ShouldBe([3, 4], ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{"strict":5}""")]
    [InlineData("""{"number":"five"}""")]
    [InlineData("""{"number":"1.5"}""")]
    [InlineData("""{"flag":"yes"}""")]
    [InlineData("""{"text":{}}""")]
    [InlineData("""{"several":{}}""")]
    public void Lenient_values_are_not_read_from_anything(string json) =>
        Should.Throw<JsonEventException>(() => Lenient.Read(Encoding.UTF8.GetBytes(json))).Path.ShouldNotBeNull();

    [Fact]
    public void Rest_is_kept_and_raw_JSON_is_handed_on()
    {
        var read = WithRest.Read("""{"x":[1, 2],"name":"n","raw":{"a" : 1},"n\u00e9":"é","x":null}"""u8);

        read.Name.ShouldBe("n");
        read.Raw.ToString().ShouldBe("""{"a" : 1}""");
        read.Rest.Keys.ShouldBe(["x", "né"]);
        read.Rest["x"].ValueKind.ShouldBe(JsonValueKind.Null);
        read.Rest["né"].GetString().ShouldBe("é");
        var buffer = new JsonLineBuffer();
        read.WriteTo(buffer);
        Encoding.UTF8.GetString(buffer.Written).ShouldBe("""{"name":"n","raw":{"a" : 1},"rest":{"x":null,"né":"é"}}""");
    }

    [Fact]
    public void Rest_that_is_not_there_leaves_the_default()
    {
        var read = WithRest.Read("{}"u8);

        read.Rest.ShouldBeEmpty();
        read.Raw.ToString().ShouldBe("null");
    }

    [Fact]
    public void Streams_hold_the_bytes_and_stand_at_their_start()
    {
        var read = WithStream.Read("""{"data":"aGVsbG8=","several":["AQ==",""]}"""u8);

        using var reader = new StreamReader(read.Data!);
        reader.ReadToEnd().ShouldBe("hello");
        read.Several!.Select(stream => stream.ToArray()).ShouldBe([[1], []]);
        var buffer = new JsonLineBuffer();
        (read with { Data = null }).WriteTo(buffer);
        Encoding.UTF8.GetString(buffer.Written).ShouldBe("""{"data":null,"several":["AQ==",""]}""");
    }

    [Fact]
    public void Strings_that_repeat_in_a_document_are_one()
    {
        var read = Collections.Read("""{"texts":["eu-central-1","other","eu-central-1","é","é"]}"""u8).Texts!;

        read.ShouldBe(["eu-central-1", "other", "eu-central-1", "é", "é"]);
        read[2].ShouldBeSameAs(read[0]);
    }

    private static T? Try<T>(Func<T> read)
        where T : class
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
}
