using System.Globalization;
using System.Text;
using System.Text.Json;
using Compressor.Generators.Tests.JsonLine;
using CsCheck;

namespace Compressor.Generators.Tests.SampledLog;

public sealed class LineTests : IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly SampleLog _log;

    public LineTests() => _log = new SampleLog(new SampledLogWriter(1, writesAll: true, _output));

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Each_line_parses_back_to_its_arguments() => Gen.Select(
        Gen.Select(Gen.String.Null(), Gen.Long, Gen.Double, Gen.Bool, Gen.Enum<Outcome>()),
        Gen.Select(Gen.Int.Nullable(), Gen.Long[0, long.MaxValue], Gen.TimeSpan, Gen.DateTimeOffset, Gen.Guid)).Sample(
        (a, b) =>
        {
            using var stream = new MemoryStream();
            new SampleLog(new SampledLogWriter(1, writesAll: true, stream)).All(
                a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, b.Item1, b.Item2, b.Item3, null, b.Item4, b.Item5);
            using var line = JsonDocument.Parse(stream.ToArray());
            var root = line.RootElement;

            root.GetProperty("text")
                .GetString()
                .ShouldBe(a.Item1 is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(a.Item1)));
            root.GetProperty("number").GetInt64().ShouldBe(a.Item2);
            Number(root.GetProperty("share")).ShouldBe(a.Item3);
            root.GetProperty("flag").GetBoolean().ShouldBe(a.Item4);
            root.GetProperty("outcome").GetString().ShouldBe(a.Item5 == Outcome.Compressed ? "Compressed" : "source-missing");
            (
                root.GetProperty("maybe").ValueKind == JsonValueKind.Null
                    ? (int?)null
                    : root.GetProperty("maybe").GetInt32()).ShouldBe(b.Item1);
            root.GetProperty("size").GetInt64().ShouldBe(b.Item2);
            root.GetProperty("duration").GetDouble().ShouldBe(b.Item3.TotalMilliseconds);
            root.GetProperty("when").GetDateTimeOffset().ShouldBe(b.Item4);
            root.GetProperty("id").GetGuid().ShouldBe(b.Item5);
            root.GetProperty("message").GetString()!.ShouldContain(b.Item5.ToString());
        },
        iter: 5000,
        threads: 1);

    [Fact]
    public void Message_is_the_template_with_the_arguments_in_their_places()
    {
        _log.All(
            "t\n",
            -5,
            0.25,
            true,
            Outcome.SourceMissing,
            null,
            2048,
            TimeSpan.FromSeconds(1.5),
            new Uri("https://example.com/"),
            DateTimeOffset.UnixEpoch,
            Guid.Empty);

        Lines().ShouldHaveSingleItem().GetProperty("message").GetString().ShouldBe(
            "All: t\n -5 0.25 true source-missing null 2048 1500 ms https://example.com/ 1970-01-01T00:00:00.0000000+00:00 {braces} "
                + "\"quotes\" \\ é 00000000-0000-0000-0000-000000000000");
    }

    [Fact]
    public void Parameters_may_have_the_names_of_locals_and_keywords()
    {
        _log.Names(1, 2, ulong.MaxValue, 0.5f, 79228162514264337593543950335m, -128);

        var line = Lines().ShouldHaveSingleItem();
        line.GetProperty("line").GetInt32().ShouldBe(1);
        line.GetProperty("json").GetInt32().ShouldBe(2);
        line.GetProperty("other").GetUInt64().ShouldBe(ulong.MaxValue);
        line.GetProperty("money").GetDecimal().ShouldBe(decimal.MaxValue);
        line.GetProperty("level").GetString().ShouldBe("DEBUG");
    }

    [Fact]
    public void Objects_and_lists_are_written_as_such()
    {
        _log.Objects(new Everything { Maybe = 5 }, new Sparse(1, null, true, null), ["a", null]);
        _log.Objects(null, default, null);

        var lines = Lines();
        lines[0].GetProperty("record").GetProperty("maybe").GetInt32().ShouldBe(5);
        lines[0].GetProperty("texts").GetRawText().ShouldBe("""["a",null]""");
        lines[1].GetProperty("record").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void Exception_may_be_null()
    {
        _log.Failed(null);

        Lines().ShouldHaveSingleItem().GetProperty("exception").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void String_that_CloudWatch_would_not_take_is_cut()
    {
        _log.All(new string('é', 100_000), 0, 0, false, default, null, 0, default, null, default, default);

        _output.Length.ShouldBeLessThan(256 * 1024);
        Lines().ShouldHaveSingleItem().GetProperty("text").GetString()!.ShouldEndWith("é…");
    }

    private static double Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : double.Parse(
                value.GetString()!.Replace("Infinity", "∞", StringComparison.Ordinal),
                new CultureInfo("") { NumberFormat = { PositiveInfinitySymbol = "∞", NegativeInfinitySymbol = "-∞" } });

    private List<JsonElement> Lines() =>
        Encoding.UTF8.GetString(_output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
}
