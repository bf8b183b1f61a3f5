using Compressor.Generators.Tests.Harness;

namespace Compressor.Generators.Tests.SampledLog;

public class DeclarationTests
{
    [Theory]
    [
        InlineData(
            "public partial class Log { private readonly SampledLogWriter writer = null!; [SampledLog(LogLevel.Info, \"x\")] public "
                + "virtual partial void X(); }")]
    [
        InlineData(
            "public partial class Log { private readonly SampledLogWriter writer = null!; [SampledLog(LogLevel.Info, \"x\")] protected "
                + "internal partial void X(params int[] values); }")]
    [
        InlineData(
            "public class Base { protected private SampledLogWriter Writer { get; } = null!; } public partial class Log : Base { "
                + "[SampledLog(LogLevel.Info, \"x\")] public partial void X(int? log = 5, string write = \"w\"); }")]
    [
        InlineData(
            "public partial class Outer { private partial record struct Log(int A) { private readonly SampledLogWriter @new = null!; "
                + "[SampledLog(LogLevel.Info, \"{@event}{{\")] internal readonly partial void X(string @event); } }")]
    public void Method_may_be_declared_in_many_ways(string source) =>
        GeneratorHarness.Run(source.Replace("{@event}", "{event}", StringComparison.Ordinal)).ShouldCompile();

    [Fact]
    public void Overloads_are_written_each()
    {
        var source = GeneratorHarness.Run(
            """
            public partial class Log
            {
                private readonly SampledLogWriter writer = null!;
                [SampledLog(LogLevel.Info, "a")] public partial void X(int a);
                [SampledLog(LogLevel.Info, "b")] public partial void X(string b);
            }
            """);

        source.ShouldCompile();
        source.Sources.ShouldHaveSingleItem().Value.ShouldContain("void X(string b)");
    }
}
