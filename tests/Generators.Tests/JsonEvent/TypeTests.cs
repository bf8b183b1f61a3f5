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
