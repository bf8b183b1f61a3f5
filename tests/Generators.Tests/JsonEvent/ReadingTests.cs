using System.Globalization;
using System.Text;

namespace Compressor.Generators.Tests.JsonEvent;

public class ReadingTests
{
    [Fact]
    public void Scalars_are_read()
    {
        var read = Scalars.Read(
            """
            {"text":"\u00e9\n","flag":true,"u8":255,"i8":-128,"i16":-32768,"u16":65535,"i32":-2147483648,"u32":4294967295,
            "i64":-9223372036854775808,"u64":18446744073709551615,
            "single":1.5,"double":-2.5e-3,"decimal":79228162514264337593543950335,"when":"2026-01-31T23:59:59.123+02:00",
            "id":"6f9619ff-8b86-d011-b42d-00c04fc964ff","colour":"Red","maybe":null,"tolerant":"new"}
            """u8);

        read.ShouldBe(new Scalars
        {
            Text = "é\n",
            Flag = true,
            U8 = byte.MaxValue,
            I8 = sbyte.MinValue,
            I16 = short.MinValue,
            U16 = ushort.MaxValue,
            I32 = int.MinValue,
            U32 = uint.MaxValue,
            I64 = long.MinValue,
            U64 = ulong.MaxValue,
            Single = 1.5f,
            Double = -0.0025,
            Decimal = decimal.MaxValue,
            When = new DateTimeOffset(2026, 1, 31, 23, 59, 59, 123, TimeSpan.FromHours(2)),
            Id = Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff", CultureInfo.InvariantCulture),
            Colour = Colour.Red,
            Maybe = null,
            Tolerant = Tolerant.Other,
        });
    }

    [Fact]
    public void Collections_are_read()
    {
        var read = Collections.Read(
            """
            {"texts":["a",null],"numbers":[1,2,3,4,5,6,7,8,9],"leaves":[{"name":"l"}],"map":{"a":1,"b":null},
            "nested":{"x":["Red","light-green","lightGreen"]}}
            """u8);

        read.Texts.ShouldBe(["a", null]);
        read.Numbers.ShouldBe([1, 2, 3, 4, 5, 6, 7, 8, 9]);
        read.Leaves.ShouldBe([new Leaf("l")]);
        read.Map.ShouldBe(new Dictionary<string, long?> { ["a"] = 1, ["b"] = null });
        read.Nested!["x"].ShouldBe([Colour.Red, Colour.Green, Colour.Green]);
    }

    [Theory]
    [InlineData("""{"name":"a"}""", 7, null, "none")]
    [InlineData("""{"name":"a","weight":null,"share":null,"x-note":null}""", 7, null, "none")]
    [InlineData("""{"name":"a","weight":1,"share":0.5,"note":"n","computed":"c","ignored":{"a":[1,{"b":2}]}}""", 1, 0.5, "n")]
    public void Defaults_hold_where_nothing_or_null_is_given(string json, int weight, double? share, string note)
    {
        var leaf = Leaf.Read(Encoding.UTF8.GetBytes(json));

        leaf.ShouldBe(new Leaf("a", weight, share) { Note = note });
    }

    [Fact]
    public void Names_match_whatever_their_case_only_where_asked_for()
    {
        Loose.Read("""{"COUNT":5,"nAmE":"n"}"""u8).ShouldBe(new Loose(5, "n"));
        Scalars.Read("""{"TEXT":"t"}"""u8).Text.ShouldBeNull();
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("\"\"", "")]
    [InlineData("\"aGVsbG8=\"", "hello")]
    [InlineData("\"\\u0061GVsbG8=\"", "hello")]
    public void Bytes_are_read_from_base64(string json, string? expected) =>
        Collections.Read(Encoding.UTF8.GetBytes($"{{\"bytes\":{json}}}")).Bytes
            .ShouldBe(expected is null ? null : Encoding.UTF8.GetBytes(expected));

    [Theory]
    [InlineData("[104,101]", "expected bytes in base64, found an array")]
    [InlineData("\"aGVsbG8\"", "expected bytes in base64, found the string \"aGVsbG8\"")]
    public void Bytes_in_another_form_are_an_error(string json, string message) =>
        Should.Throw<JsonEventException>(() => Collections.Read(Encoding.UTF8.GetBytes($"{{\"bytes\":{json}}}"))).Message
            .ShouldBe("$.bytes (byte 9): " + message);

    [Fact]
    public void Names_may_be_escaped() => Scalars.Read("""{"\u0074ex\u0074":"t"}"""u8).Text.ShouldBe("t");

    [Fact]
    public void Inherited_and_recursive_properties_are_read()
    {
        var tree = DerivedTree.Read("""{"class":"a","extra":4,"child":{"class":"b"}}"""u8);

        tree.ShouldBe(new DerivedTree { @class = "a", Extra = 4, Child = new Tree { @class = "b" } });
    }

    [Theory]
    [InlineData("""{"u8":256}""", "$.u8 (byte 6): expected an integer from 0 to 255, found the number 256")]
    [InlineData("""{"i32":1.0}""", "$.i32 (byte 7): expected an integer from -2147483648 to 2147483647, found the number 1.0")]
    [
        InlineData(
            """{"i32":1e999999999999}""",
            "$.i32 (byte 7): expected an integer from -2147483648 to 2147483647, found the number 1e999999999999")]
    [InlineData("""{"i32":null}""", "$.i32 (byte 7): expected an integer from -2147483648 to 2147483647, found null")]
    [InlineData("""{"flag":"true"}""", "$.flag (byte 8): expected true or false, found the string \"true\"")]
    [InlineData("""{"colour":"Blue"}""", "$.colour (byte 10): expected one of \"Red\", \"light-green\", found the string \"Blue\"")]
    [InlineData("""{"colour":3}""", "$.colour (byte 10): expected one of \"Red\", \"light-green\", found the number 3")]
    [
        InlineData(
            """{"id":"x"}""", "$.id (byte 6): expected a GUID such as \"6f9619ff-8b86-d011-b42d-00c04fc964ff\", found the string \"x\"")]
    [
        InlineData(
            """{"id":"\udddd"}""", "$.id (byte 6): expected a string of valid Unicode, found invalid UTF-8 or half of a surrogate pair")]
    [
        InlineData(
            """{"when":"2026-01-31T23:59\ud800"}""",
            "$.when (byte 8): expected a string of valid Unicode, found invalid UTF-8 or half of a surrogate pair")]
    [InlineData("""{"decimal":1e40}""", "$.decimal (byte 11): expected a number of at most 28 digits, found the number 1e40")]
    [InlineData("""{"text":{"a":1}}""", "$.text (byte 8): expected a string, found an object")]
    [
        InlineData(
            """{"text":"0123456789012345678901234567890123456789x","i32":[]}""",
            "$.i32 (byte 58): expected an integer from -2147483648 to 2147483647, found an array")]
    [InlineData("""{"text":tru}""", "$.text (byte 11): expected true, found '}'")]
    [InlineData("""{"text":"a" "b"}""", "$.text (byte 12): expected ',' or '}', found '\"'")]
    [InlineData("""{"text":"a",}""", "$.text (byte 12): expected a property name, found '}'")]
    [InlineData("{\"text\":\"a\u0001\"}", "$.text (byte 10): expected the rest of a string, found the byte 0x01")]
    [InlineData("\uFEFF{\"i32\":x}", "$.i32 (byte 10): expected a value, found 'x'")]
    public void Errors_say_where_what_was_expected_and_what_was_found(string json, string message) =>
        Should.Throw<JsonEventException>(() => Scalars.Read(Encoding.UTF8.GetBytes(json))).Message.ShouldBe(message);

    [Fact]
    public void Missing_required_property_is_an_error() =>
        Should.Throw<JsonEventException>(() => Tree.Read("""{"child":{}}"""u8)).Message
            .ShouldBe("$.child (byte 10): expected the property \"class\", found an object without it");

    [Fact]
    public void Records_nested_deeper_than_the_stack_should_go_are_an_error()
    {
        var json = string.Concat(Enumerable.Repeat("{\"class\":\"c\",\"child\":", 10_000)) + "null" + new string('}', 10_000);

        Should.Throw<JsonEventException>(() => Tree.Read(Encoding.UTF8.GetBytes(json))).Expected.ShouldBe("at most 256 levels of nesting");
    }

    [Fact]
    public void Name_that_is_no_identifier_is_quoted_in_the_path() =>
        Should.Throw<JsonEventException>(() => Collections.Read("""{"map":{"a b":"c"}}"""u8)).Path.ShouldBe("$.map['a b']");

    [Fact]
    public void Reading_allocates_the_values_and_nothing_else()
    {
        var json = """{"numbers":[1,2,3,4,5],"unknown":{"a":[1,2,{"b":"c"}]}}"""u8.ToArray();
        Collections.Read(json);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = Collections.Read(json);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // The record with six references, and an array of five integers.
        const int header = 16;
        allocated.ShouldBeLessThanOrEqualTo(header + (6 * 8) + header + 8 + (5 * sizeof(int)) + 4);
        read.Numbers.ShouldBe([1, 2, 3, 4, 5]);
    }
}
