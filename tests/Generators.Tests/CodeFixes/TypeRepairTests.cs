using Compressor.Generators.CodeFixes;

namespace Compressor.Generators.Tests.CodeFixes;

public class TypeRepairTests
{
    [Theory]
    [InlineData("[JsonEvent] public record Point { }", "[JsonEvent] public partial record Point { }")]
    [InlineData("[JsonEvent]\n// Why.\nrecord struct Point { }", "[JsonEvent]\n// Why.\npartial record struct Point { }")]
    [InlineData("[JsonLine] readonly struct Point { }", "[JsonLine] readonly partial struct Point { }")]
    [InlineData("[JsonReader(typeof(int))] static class Point;", "[JsonReader(typeof(int))] static partial class Point;")]
    [InlineData("[Settings(\"APP_\")] sealed record Point { }", "[Settings(\"APP_\")] sealed partial record Point { }")]
    public async Task Type_becomes_partial(string source, string expected)
    {
        using var harness = new RepairHarness(source);

        (await harness.ApplyAsync(new PartialTypeRepair(), "Make 'Point' partial")).ShouldBe(expected);
    }

    [Fact]
    public async Task Types_around_it_become_partial_too()
    {
        using var harness = new RepairHarness("class Outer { partial struct Middle { [JsonEvent] record Point { } } }");

        (await harness.ApplyAsync(new PartialTypeRepair(), "Make 'Point' and 'Outer' partial")).ShouldBe(
            "partial class Outer { partial struct Middle { [JsonEvent] partial record Point { } } }");
    }

    [Fact]
    public async Task Class_of_a_log_method_becomes_partial()
    {
        const string Rest = "class Log(SampledLogWriter writer) { private SampledLogWriter Writer => writer; "
            + "[SampledLog(LogLevel.Info, \"x\")] public partial void X(); }";
        using var harness = new RepairHarness(Rest);

        (await harness.ApplyAsync(new PartialTypeRepair(), "Make 'Log' partial")).ShouldBe("partial " + Rest);
    }

    [Fact]
    public async Task All_types_of_a_project_become_partial_at_once()
    {
        using var harness = new RepairHarness(
            "class Outer { [JsonEvent] record A { } [JsonLine, JsonEvent] record B { } }", "[JsonLine] class C { }");

        (await harness.ApplyAllAsync(new PartialTypeRepair(), nameof(PartialTypeRepair))).ShouldBe(
            [
                "partial class Outer { [JsonEvent] partial record A { } [JsonLine, JsonEvent] partial record B { } }",
                "[JsonLine] partial class C { }",
            ]);
    }

    [Theory]
    [InlineData("[JsonEvent] public sealed partial class Point { }", "[JsonEvent] public sealed partial record Point { }")]
    [InlineData("[JsonEvent] partial class Point\n{\n}", "[JsonEvent] partial record Point\n{\n}")]
    [InlineData("[JsonEvent] readonly partial struct Point { }", "[JsonEvent] readonly partial record struct Point { }")]
    [InlineData("[Settings(\"A_\")] partial class Point : Any; record Any;", "[Settings(\"A_\")] partial record Point : Any; record Any;")]
    public async Task Type_becomes_a_record(string source, string expected)
    {
        using var harness = new RepairHarness(source);

        (await harness.ApplyAsync(new RecordRepair(), "Make 'Point' a record")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("[JsonEvent] partial class Point : Any { } class Any { }")]
    [InlineData("[JsonEvent] partial class Point { } class Any : Point { }")]
    [InlineData("[JsonEvent] partial class Point { } partial class Point { }")]
    [InlineData("[JsonEvent] partial class Point(int x) { int X => x; }")]
    [InlineData("[JsonEvent] partial class Point { void Clone() { } }")]
    [InlineData("[JsonEvent] partial class Point { public override bool Equals(object? other) => true; }")]
    public async Task Type_that_a_record_would_break_is_left_to_its_author(string source)
    {
        using var harness = new RepairHarness(source);

        (await harness.OfferedAsync(new RecordRepair())).ShouldBeEmpty();
    }

    [Fact]
    public async Task All_types_of_a_project_become_records_at_once()
    {
        using var harness = new RepairHarness("[JsonEvent] partial class A { }", "[JsonEvent] partial struct B { }");

        (await harness.ApplyAllAsync(new RecordRepair(), nameof(RecordRepair))).ShouldBe(
            ["[JsonEvent] partial record A { }", "[JsonEvent] partial record struct B { }"]);
    }
}
