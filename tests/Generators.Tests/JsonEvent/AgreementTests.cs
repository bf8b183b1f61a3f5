using System.Text;
using System.Text.Json;
using CsCheck;

namespace Compressor.Generators.Tests.JsonEvent;

/// <summary>The generated reader and System.Text.Json must agree on every value, and on what is not a value.</summary>
public class AgreementTests
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new ExactKindConverter() },
        RespectNullableAnnotations = true,
        MaxDepth = 256,
    };

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["\"\\/\b\f\n\r\t\u0000\u001f\u007f\u00e9\u2028\uffff<>&'+"], 0, 20],
        Gen.Const("\ud83d\ude00"),
        Gen.Const(""))
        .Select(text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));

    private static readonly Gen<AgreedRecord> Leaf = Gen.Select(
        Gen.Select(Text.Null(), Gen.Bool, Gen.Int, Gen.Long, Gen.ULong.Nullable()),
        Gen.Select(Gen.Double[-1e300, 1e300], Gen.Decimal, Gen.Enum<AgreedKind>(), Gen.Guid, Gen.DateTimeOffset),
        Gen.Select(Gen.Byte, Gen.SByte, Gen.Short, Gen.Float[-1e30f, 1e30f], Gen.UInt.Nullable()),
        (a, b, c) => new AgreedRecord
        {
            Text = a.Item1,
            Flag = a.Item2,
            I32 = a.Item3,
            I64 = a.Item4,
            U64 = a.Item5,
            Double = b.Item1,
            Decimal = b.Item2,
            Kind = b.Item3,
            Id = b.Item4,
            When = b.Item5,
            U8 = c.Item1,
            I8 = c.Item2,
            I16 = c.Item3,
            Single = c.Item4,
            U32 = c.Item5,
        });

    private static readonly Gen<AgreedRecord> Record = Gen.Select(
        Leaf,
        Leaf.Null(),
        Gen.Int.Array[0, 40],
        Text.Null().List[0, 5],
        Gen.Dictionary(Text, Gen.Double[-1, 1])[0, 4],
        Gen.Byte.Array[0, 20].Null(),
        (record, child, numbers, texts, map, bytes) =>
            record with { Child = child, Numbers = numbers, Texts = texts, Map = map, Bytes = bytes });

    [Fact]
    public void Random_records_are_read_alike() => Record.Sample(
        record =>
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(record, Options);
            var expected = JsonSerializer.Deserialize<AgreedRecord>(json, Options)!;

            AgreedRecord.Read(json).ShouldBeEquivalent(expected);
        },
        iter: 2000);

    [Fact]
    public void Random_damage_is_judged_alike() => Gen.Select(Record, Gen.Int[0, 1_000_000], Gen.Byte, Gen.Int[0, 4]).Sample(
        (record, position, value, kind) =>
        {
            var json = Damage(JsonSerializer.SerializeToUtf8Bytes(record, Options), position, value, kind);
            var expected = Try(() => JsonSerializer.Deserialize<AgreedRecord>(json, Options)!);
            var read = Try(() => AgreedRecord.Read(json));

            (read is null).ShouldBe(expected is null, Encoding.UTF8.GetString(json));
            if (read is not null)
            {
                read.ShouldBeEquivalent(expected!);
            }
        },
        iter: 20_000);

    private static byte[] Damage(byte[] json, int position, byte value, int kind)
    {
        var at = position % json.Length;
        return kind switch
        {
            0 => json[..at],
            1 => [.. json[..at], .. json[(at + 1)..]],
            2 => [.. json[..at], value, .. json[at..]],
            3 => [.. json[..at], (byte)"{}[]:,\"\\0-e.tn"[value % 14], .. json[(at + 1)..]],
            _ => [.. json[..at], .. "null"u8, .. json[at..]],
        };
    }

    private static AgreedRecord? Try(Func<AgreedRecord> read)
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
