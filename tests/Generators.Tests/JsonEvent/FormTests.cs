using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Compressor.Generators.Tests.JsonEvent;

/// <summary>Values in forms that attributes ask for, and values that are kept as they are.</summary>
public class FormTests
{
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
        catch (JsonEventException)
        {
            return null;
        }
    }
}
