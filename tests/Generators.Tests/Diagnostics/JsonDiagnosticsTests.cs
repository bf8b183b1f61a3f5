using Compressor.Generators.Tests.Harness;

namespace Compressor.Generators.Tests.Diagnostics;

public class JsonDiagnosticsTests
{
    private const string ReadTypes =
        "a string, number, bool, enum, date or time, Guid, Uri, byte[], JsonElement, a [JsonEvent] record, or a list, set or dictionary "
            + "of those, or mark it [JsonSkip]";

    private const string WrittenTypes =
        "a string, number, bool, enum, date or time, Guid, Uri, byte[], JsonElement, ByteSize, a [JsonLine] type, or a list, set or "
            + "dictionary of those, or mark it [JsonSkip]";

    [Theory]
    [InlineData("object?", "object?")]
    [InlineData("Dictionary<double, string>?", "Dictionary<double, string>?")]
    [InlineData("Dictionary<Other, string>?", "Dictionary<Other, string>?")]
    [InlineData("int[,]?", "int[*,*]?")]
    [InlineData("SortedSet<string>?", "SortedSet<string>?")]
    [InlineData("Other?", "Other?")]
    [InlineData("List<Other>?", "List<Other>?")]
    [InlineData("Missing?", "Missing?")]
    [InlineData("IntPtr", "nint")]
    public void Type_that_is_not_read(string type, string shown)
    {
        var result = GeneratorHarness.Run(
            $"public record Other; [JsonEvent] public partial record Point {{ public {type} Value {{ get; init; }} }}");

        var diagnostic = result.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe("CMP010");
        diagnostic.GetMessage(null).Replace("*", "", StringComparison.Ordinal)
            .ShouldBe(
                $"'Value' has the type '{shown.Replace("*", "", StringComparison.Ordinal)}', which is not read from JSON; use {ReadTypes}");
    }

    [Fact]
    public void Json_name_used_twice() => GeneratorHarness.Run(
        "[JsonEvent] public partial record Point { public int X { get; init; } [JsonName(\"y\", \"x\")] public int Y { get; init; } "
            + "}").ShouldReport(
            "CMP011", "'X' and 'Y' both have the JSON name \"x\"; give one of them another with [JsonName]", "Point");

    [Fact]
    public void Json_names_that_differ_in_case_only_where_case_is_ignored() => GeneratorHarness.Run(
        "[JsonEvent(IgnoreCase = true)] public partial record Point { public int X { get; init; } [JsonName(\"X\")] public int Y { get; "
            + "init; } }").ShouldReport(
            "CMP011", "'X' and 'Y' both have the JSON name \"X\"; give one of them another with [JsonName]", "Point");

    [Fact]
    public void Json_name_written_twice() => GeneratorHarness.Run(
        "[JsonLine] public partial record Point(int X) { [JsonName(\"x\")] public int Y => X; }").ShouldReport(
            "CMP011", "'X' and 'Y' both have the JSON name \"x\"; give one of them another with [JsonName]", "Point");

    [Fact]
    public void Property_without_a_setter() => GeneratorHarness.Run(
        "[JsonEvent] public partial record Point { [JsonName(\"x\")] public int X => 1; }").ShouldReport(
            "CMP012", "'X' has no setter that 'Point' can call; add 'init', or remove [JsonName]", "X");

    [Fact]
    public void Inherited_property_with_a_private_setter() => GeneratorHarness.Run(
        "public record Base { [JsonName(\"x\")] public int X { get; private set; } } [JsonEvent] public partial record Point : Base { "
            + "}").ShouldReport(
            "CMP012", "'X' has no setter that 'Point' can call; add 'init', or remove [JsonName]", "X");

    [Fact]
    public void Rest_that_is_no_dictionary() => GeneratorHarness.Run(
        "[JsonEvent] public partial record Point { [JsonRest] public List<int>? Others { get; init; } }").ShouldReport(
            "CMP015",
            "'Others' is marked [JsonRest], so it must be a dictionary with string keys, such as Dictionary<string, JsonElement>",
            "Others");

    [Fact]
    public void Empty_json_name() => GeneratorHarness.Run(
        "[JsonEvent] public partial record Point { [JsonName(\"\")] public int X { get; init; } }").ShouldReport(
            "CMP013", "The JSON name of 'X' is empty; give a name, or remove [JsonName]", "X");

    [Fact]
    public void Enum_with_two_members_for_unknown_names() => GeneratorHarness.Run(
        "public enum Kind { [JsonUnknown] A, [JsonUnknown] B } [JsonEvent] public partial record Point { public Kind Kind { get; init; "
            + "} }").ShouldReport(
            "CMP014", "'Kind' has several members marked [JsonUnknown]; leave it on one", "Kind");

    [Fact]
    public void Type_that_is_not_written() => GeneratorHarness.Run("[JsonLine] public partial record Point(object Value);").ShouldReport(
        "CMP040", $"'Value' has the type 'object', which is not written as JSON; use {WrittenTypes}", "Value");
}
