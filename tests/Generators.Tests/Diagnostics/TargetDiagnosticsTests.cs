using Compressor.Generators.Tests.Harness;

namespace Compressor.Generators.Tests.Diagnostics;

public class TargetDiagnosticsTests
{
    [Theory]
    [InlineData("[JsonEvent] public record Point { }")]
    [InlineData("[Settings(\"APP_\")] public record Point { }")]
    [InlineData("[JsonLine] public class Point { }")]
    public void Type_that_is_not_partial(string source) => GeneratorHarness.Run(source).ShouldReport(
        "CMP001", "'Point' must be partial, so that members can be generated for it; add the modifier 'partial'", "Point");

    [Fact]
    public void Type_inside_one_that_is_not_partial() =>
        GeneratorHarness.Run("public class Outer { [JsonEvent] public partial record Point { } }").ShouldReport(
            "CMP001", "'Outer' must be partial, so that members can be generated for it; add the modifier 'partial'", "Point");

    [Fact]
    public void Log_method_in_a_class_that_is_not_partial() => GeneratorHarness.Run(
        "public class Log { private readonly SampledLogWriter writer = null!; [SampledLog(LogLevel.Info, \"x\")] public partial void "
            + "X(); }").ShouldReport(
            "CMP001", "'Log' must be partial, so that members can be generated for it; add the modifier 'partial'", "X");

    [Theory]
    [InlineData("[JsonEvent] public partial record Point<T> { }", "Point<T>")]
    [InlineData("public partial class Outer<T> { [JsonEvent] public partial record Point { } }", "Point")]
    public void Generic_type(string source, string name) => GeneratorHarness.Run(source).ShouldReport(
        "CMP002", $"'{name}' is generic or inside a generic type; members are generated only for types without type parameters", "Point");

    [Fact]
    public void Abstract_record() => GeneratorHarness.Run("[JsonEvent] public abstract partial record Point { }").ShouldReport(
        "CMP003", "'Point' is abstract; remove that modifier, or move the attribute to a type that can be created", "Point");

    [Fact]
    public void Static_class() => GeneratorHarness.Run("[JsonLine] public static partial class Point { }").ShouldReport(
        "CMP003", "'Point' is static; remove that modifier, or move the attribute to a type that can be created", "Point");

    [Theory]
    [InlineData("[JsonEvent] public partial class Point { }")]
    [InlineData("[JsonEvent] public partial struct Point { }")]
    [InlineData("[Settings(\"APP_\")] public partial class Point { }")]
    public void Type_that_is_no_record(string source) => GeneratorHarness.Run(source).ShouldReport(
        "CMP004", "'Point' is not a record; declare it as 'partial record' or 'partial record struct'", "Point");

    [Fact]
    public void File_local_type() => GeneratorHarness.Run("[JsonEvent] file partial record Point { }").ShouldReport(
        "CMP005", "'Point' is file-local, and generated code is another file; remove the modifier 'file'", "Point");

    [Fact]
    public void Diagnostic_can_be_suppressed_where_it_stands()
    {
        var result = GeneratorHarness.Run(
            "#pragma warning disable CMP001\n[JsonEvent] public record Point { }\n#pragma warning restore CMP001");

        result.Diagnostics.ShouldHaveSingleItem().IsSuppressed.ShouldBeTrue();
    }
}
