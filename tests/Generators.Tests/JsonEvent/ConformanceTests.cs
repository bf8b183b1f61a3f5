using System.Globalization;
using System.Text;
using System.Text.Json;
using Compressor.Testing;

namespace Compressor.Generators.Tests.JsonEvent;

/// <summary>What is JSON, and what is not: every document of a public table, and numbers at their limits.</summary>
public class ConformanceTests
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = int.MaxValue };

    private static readonly List<TableDocument> Documents =
    [
        .. Repository.Read("tests/Generators.Tests/JsonEvent/documents.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#').Select(TableDocument.Parse),
    ];

    [Fact]
    public void Table_is_whole()
    {
        Documents.Count(document => document.Verdict == "accepted").ShouldBe(95);
        Documents.Count(document => document.Verdict == "refused").ShouldBe(188);
        Documents.Count(document => document.Verdict == "either").ShouldBe(35);
    }

    [Fact]
    public void Documents_are_judged_as_the_standard_says_and_otherwise_as_SystemTextJson_does()
    {
        foreach (var (verdict, name, bytes) in Documents)
        {
            var expected = verdict == "either" ? IsJson(WithoutMark(bytes)) : verdict == "accepted";
            Reads(() => Documented.ReadElement(bytes)).ShouldBe(expected, name);
        }
    }

    [Fact]
    public void Values_of_properties_and_what_is_skipped_are_judged_as_SystemTextJson_does()
    {
        foreach (var (_, name, bytes) in Documents)
        {
            string[] prefixes = ["{\"value\":", "{\"raw\":", "{\"other\":", "{\"other\":[{\"x\":[", "{\"value\":\"\",\"other\":"];
            foreach (var prefix in prefixes)
            {
                byte[] json = [.. Encoding.UTF8.GetBytes(prefix), .. bytes, .. prefix.Contains('[') ? "]}]}"u8 : "}"u8];
                Reads(() => Holder.Read(json)).ShouldBe(IsJson(json), name + " after " + prefix);
            }
        }
    }

    [Theory]
    [InlineData("i8", "-128", "127")]
    [InlineData("u8", "0", "255")]
    [InlineData("i16", "-32768", "32767")]
    [InlineData("i32", "-2147483648", "2147483647")]
    [InlineData("u32", "0", "4294967295")]
    [InlineData("i64", "-9223372036854775808", "9223372036854775807")]
    [InlineData("u64", "0", "18446744073709551615")]
    [InlineData("decimal", "-79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("double", "-1.7976931348623157e308", "1.7976931348623157e308")]
    [InlineData("single", "-3.4028235e38", "3.4028235e38")]
    public void Numbers_at_their_limits_are_read_as_SystemTextJson_reads_them(string property, string min, string max)
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
        string[] numbers =
        [
            min, max, min + "0", max + "0", min + ".0", max + "e0", max[..^1] + "9", max + ".5", "-0", "0", "-0.0", "00", "01", "-", "+1",
            ".5", "1.", "1e", "1e+", "1E+2", "1e-2", "1e400", "-1e400", "5e-324", "1e-400", "0.1234567890123456789012345678901234567890",
            "NaN", "9007199254740993", "1e28", "1e29", "0x10", "1_000", "\u0661", "1 ", " 1\n", "\"1\"",
        ];
        foreach (var number in numbers)
        {
            var json = Encoding.UTF8.GetBytes($"{{\"{property}\":{number}}}");
            AgreedRecord? expected = null;
            AgreedRecord? read = null;
            var accepted = Reads(() => expected = JsonSerializer.Deserialize<AgreedRecord>(json, options));

            Reads(() => read = AgreedRecord.Read(json)).ShouldBe(accepted, number);
            if (accepted)
            {
                read!.ShouldBeEquivalent(expected!);
            }
        }
    }

    private static byte[] WithoutMark(byte[] bytes) => bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;

    private static bool IsJson(byte[] bytes) => Reads(() => JsonDocument.Parse(bytes, Deep).Dispose());

    private static bool Reads(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (Exception exception) when (exception is JsonException or JsonEventException)
        {
            return false;
        }
    }

    private sealed record TableDocument(string Verdict, string Name, byte[] Bytes)
    {
        public static TableDocument Parse(string line)
        {
            var columns = line.Split('\t');
            var bytes = Unescape(columns[3]);
            var repeated = Enumerable.Repeat(bytes, int.Parse(columns[2], CultureInfo.InvariantCulture)).SelectMany(part => part);
            return new TableDocument(columns[0], columns[1], [.. repeated]);
        }

        private static byte[] Unescape(string text)
        {
            var bytes = new List<byte>();
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] != '\\')
                {
                    bytes.Add((byte)text[i]);
                }
                else if (text[++i] == '\\')
                {
                    bytes.Add((byte)'\\');
                }
                else
                {
                    bytes.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    i += 2;
                }
            }

            return [.. bytes];
        }
    }
}

/// <summary>Reads a document of any kind.</summary>
[JsonReader(typeof(JsonElement))]
internal static partial class Documented;

/// <summary>Holds a document as a value; others are skipped.</summary>
[JsonEvent]
internal sealed partial record Holder
{
    public JsonElement? Value { get; init; }

    public JsonRaw? Raw { get; init; }
}
