using Compressor.Generators.Tests.Harness;

namespace Compressor.Generators.Tests.Diagnostics;

public class ForeignTypeDiagnosticsTests
{
    [Theory]
    [InlineData(
        "public class Order { public IntPtr Handle { get; set; } }",
        "'Order.Handle' cannot be read from JSON: its type 'nint' has no JSON; name it in Skip, as in Skip = [\"Order.Handle\"]")]
    [InlineData(
        "public class Order { public List<Part>? Parts { get; set; } } public class Part { public Type? Type { get; set; } }",
        "'Part.Type' cannot be read from JSON: its type 'Type?' has no JSON; name it in Skip, as in Skip = [\"Part.Type\"]")]
    [InlineData(
        "public class Order { private Order() { } public int X { get; set; } }",
        "'Order' cannot be read from JSON: it has no constructor that can be called here")]
    [InlineData(
        "public class Order { public Order(int x) => X = x; public Order(int x, int y) => X = x + y; public int X { get; } }",
        "'Order' cannot be read from JSON: it has several constructors; mark one with [JsonConstructor]")]
    [InlineData(
        "public class Order { public Order(int start) => X = start; public int X { get; } }",
        "'Order' cannot be read from JSON: its constructor's parameter 'start' has the name of no property")]
    [InlineData(
        "public class Order { public int A { get; set; } public int a { get; set; } }",
        "'Order' cannot be read from JSON: 'A' and 'a' both have the JSON name \"a\"")]
    [InlineData(
        "[System.Text.Json.Serialization.JsonConverter(typeof(object))] public class Order { }",
        "'Order' cannot be read from JSON: it has a [JsonConverter] or [JsonPolymorphic] of its own, which generated code does not call")]
    [InlineData(
        "public abstract class Order { }",
        "'Order' cannot be read from JSON: it is of a kind that has no JSON; list a class, a struct, a record, or a list or dictionary of "
            + "those")]
    public void What_cannot_be_read_is_named_at_the_attribute(string type, string message) =>
        GeneratorHarness.Run([type, "[JsonReader(typeof(Order))] internal static partial class Events;"])
            .ShouldReport("CMP050", message, "JsonReader(typeof(Order))");

    [Fact]
    public void What_cannot_be_written_is_named_at_the_attribute() =>
        GeneratorHarness.Run("public record Order(Func<int> Next); [JsonWriter(typeof(Order))] internal static partial class Answers;")
            .ShouldReport(
                "CMP051",
                "'Order.Next' cannot be written as JSON: its type 'Func<int>' has no JSON; name it in Skip, as in Skip = [\"Order.Next\"]",
                "JsonWriter(typeof(Order))");

    [Fact]
    public void Property_that_is_skipped_needs_no_JSON() =>
        GeneratorHarness.Run(
            "public record Order(int Id, Func<int>? Next = null); [JsonReader(typeof(Order), Skip = [\"Order.Next\"])] "
                + "[JsonWriter(typeof(Order), Skip = [\"Order.Next\"])] internal static partial class Events;").ShouldCompile();

    [Fact]
    public void Two_types_of_one_name_are_an_error() =>
        GeneratorHarness.Run(
            "public class A { public class Order { } } public class B { public class Order { } } "
                + "[JsonReader(typeof(A.Order), typeof(B.Order))] internal static partial class Events;")
            .ShouldReport(
                "CMP052",
                "'A.Order' and 'B.Order' would both be read by ReadOrder; list one of them on another class",
                "JsonReader(typeof(A.Order), typeof(B.Order))");

    [Fact]
    public void Class_that_lists_types_must_be_partial() =>
        GeneratorHarness.Run("[JsonReader(typeof(string))] internal static class Events;")
            .ShouldReport(
                "CMP001", "'Events' must be partial, so that members can be generated for it; add the modifier 'partial'", "Events");
}
