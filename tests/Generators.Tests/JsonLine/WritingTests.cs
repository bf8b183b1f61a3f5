using System.Text;
using System.Text.Json;
using CsCheck;

namespace Compressor.Generators.Tests.JsonLine;

public class WritingTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["\"\\/\b\f\n\r\t\u0000\u001f\u007f\u00e9\u2028\uffff<>&'+{}"], 0, 30],
        Gen.Const("\ud83d\ude00"),
        Gen.Const("\ud800"),
        Gen.Const("a\udc00b"));

    private static readonly Gen<Everything> Records = Gen.Select(
        Gen.Select(Text.Null(), Gen.Bool, Gen.Int, Gen.Long, Gen.ULong, Gen.UInt),
        Gen.Select(Gen.Double[-1e300, 1e300], Gen.Decimal, Gen.Enum<Outcome>(), Gen.Guid, Gen.DateTimeOffset),
        Gen.Select(Gen.Byte, Gen.SByte, Gen.Short, Gen.UShort, Gen.Float[-1e30f, 1e30f]),
        Gen.Select(
            Gen.Int.Nullable(),
            Text.Null().Array[0, 5],
            Gen.Int.Array[0, 10],
            Gen.Dictionary(Text.Select(Valid), Gen.Double[-1, 1].Nullable())[0, 4],
            Gen.Byte.Array[0, 20].Null()),
        (a, b, c, d) => new Everything
        {
            Text = a.Item1,
            Flag = a.Item2,
            I32 = a.Item3,
            I64 = a.Item4,
            U64 = a.Item5,
            U32 = a.Item6,
            Double = b.Item1,
            Decimal = b.Item2,
            Outcome = b.Item3,
            Id = b.Item4,
            When = b.Item5,
            U8 = c.Item1,
            I8 = c.Item2,
            I16 = c.Item3,
            U16 = c.Item4,
            Single = c.Item5,
            Maybe = d.Item1,
            Texts = d.Item2,
            Numbers = d.Item3,
            Map = d.Item4,
            Bytes = d.Item5,
        });

    [Fact]
    public void What_is_written_is_read_back_the_same() => Records.Sample(
        record =>
        {
            var written = Write((record with { Child = record }).WriteTo);
            var read = Everything.Read(written);

            Same(read.Child!, record);
            Same(read with { Child = null }, record);
        },
        iter: 3000);

    [Fact]
    public void Nulls_are_written_or_left_out_as_asked()
    {
        WriteText(new Everything().WriteTo).ShouldContain("\"child\":null");
        WriteText(new Sparse(null, null, true, null).WriteTo).ShouldBe("""{"a\"b":true}""");
        WriteText(new Sparse(5, "t", false, [1, 2]).WriteTo).ShouldBe("""{"number":5,"text":"t","a\"b":false,"items":[1,2]}""");
    }

    [Fact]
    public void Values_have_one_unit_each() =>
        WriteText(
            new Units { Duration = TimeSpan.FromSeconds(1.5), Size = 2048, Link = new Uri("https://example.com/a b?c=\"d\"") }.WriteTo)
            .ShouldBe(
                """
                {"duration":1500,"size":2048,"link":"https://example.com/a b?c=\"d\"","notANumber":"NaN",
                "computed":"c","nested":[[1],[],[2,3]]}
                """.ReplaceLineEndings(""));

    [Fact]
    public void Bytes_are_written_in_base64() =>
        WriteText(new Everything { Bytes = [0xFB, 0xFF, 0xFE] }.WriteTo).ShouldContain("\"bytes\":\"+//+\"");

    [Fact]
    public void Enum_value_without_a_name_is_called_unknown() =>
        WriteText(new Everything { Outcome = (Outcome)9, MaybeOutcome = Outcome.SourceMissing }.WriteTo)
            .ShouldContain("\"outcome\":\"unknown\",\"maybe\":null,\"maybeOutcome\":\"source-missing\"");

    [Fact]
    public void Writing_allocates_nothing()
    {
        var record = new Everything
        {
            Text = "é\n",
            Texts = ["a", null],
            Numbers = [1, 2],
            Map = new() { ["k"] = 0.5 },
            Child = new Everything { Maybe = 3 },
        };
        var buffer = new JsonLineBuffer();
        record.WriteTo(buffer);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            buffer.Clear();
            record.WriteTo(buffer);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static void Same(Everything read, Everything written)
    {
        read.Texts.ShouldBe(written.Texts?.Select(text => text is null ? null : Valid(text)));
        read.Numbers.ShouldBe(written.Numbers);
        read.Bytes.ShouldBe(written.Bytes);
        read.Map.ShouldBe(written.Map, ignoreOrder: true);
        (read with { Texts = null, Numbers = null, Bytes = null, Map = null }).ShouldBe(
            written with
            {
                Text = written.Text is null ? null : Valid(written.Text),
                Texts = null,
                Numbers = null,
                Bytes = null,
                Map = null,
            });
    }

    // Half surrogate pairs become U+FFFD.
    private static string Valid(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string WriteText(Action<JsonLineBuffer> write) => Encoding.UTF8.GetString(Write(write));

    private static byte[] Write(Action<JsonLineBuffer> write)
    {
        var buffer = new JsonLineBuffer();
        write(buffer);
        using var valid = JsonDocument.Parse(buffer.Written.ToArray());
        return buffer.Written.ToArray();
    }
}
