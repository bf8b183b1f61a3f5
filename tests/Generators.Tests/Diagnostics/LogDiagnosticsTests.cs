using Compressor.Generators.Tests.Harness;

namespace Compressor.Generators.Tests.Diagnostics;

public class LogDiagnosticsTests
{
    private const string Writer = "private readonly SampledLogWriter writer = null!;";

    [Theory]
    [InlineData("public void X() { }")]
    [InlineData("public partial int X();")]
    [InlineData("public static partial void X();")]
    [InlineData("public partial void X<T>();")]
    [InlineData("partial void X();")]
    [InlineData("public partial void X(); public partial void X() { }")]
    public void Method_that_cannot_be_a_log_method(string method) => Run($"[SampledLog(LogLevel.Info, \"x\")] {method}").ShouldReport(
        "CMP030",
        "'X' must be declared like 'public partial void X(…);': partial without a body, with an accessibility, returning void, neither "
            + "static nor generic",
        "X");

    [Fact]
    public void Placeholder_without_a_parameter() =>
        Run("[SampledLog(LogLevel.Info, \"Hello {nmae}\")] public partial void X(string name);").ShouldReport(
        "CMP031",
        "The placeholder {nmae} in the message of 'X' is not one of its parameters; correct its spelling, or add the parameter",
        "X");

    [Theory]
    [InlineData("Hello {name")]
    [InlineData("Hello }")]
    public void Message_with_an_unmatched_brace(string message) =>
        Run($"[SampledLog(LogLevel.Info, \"{message}\")] public partial void X(string name);").ShouldReport(
        "CMP032", "A brace in the message of 'X' has no match; write {{ or }} for a brace that is text", "X");

    [Theory]
    [InlineData("1.5", "1.5")]
    [InlineData("-0.1", "-0.1")]
    [InlineData("double.NaN", "NaN")]
    public void Rate_out_of_range(string rate, string shown) =>
        Run($"[SampledLog(LogLevel.Info, \"x\", Rate = {rate})] public partial void X();").ShouldReport(
        "CMP033", $"The rate {shown} of 'X' must be from 0 to 1: the share of invocations to write the line for", "X");

    [Theory]
    [InlineData("")]
    [InlineData("private static readonly SampledLogWriter writer = null!;")]
    [InlineData("private readonly SampledLogWriter? writer = null;")]
    public void Class_without_a_writer(string member) =>
        GeneratorHarness.Run(
            $"public partial class Log {{ {member} [SampledLog(LogLevel.Info, \"x\")] public partial void X(); }}").ShouldReport(
            "CMP034", "'Log' has no instance field or property of type SampledLogWriter; add one, and set it in the constructor", "X");

    [Theory]
    [InlineData("object value", "object")]
    [InlineData("ref int value", "int")]
    [InlineData("out int value", "int")]
    [InlineData("in int value", "int")]
    [InlineData("Missing value", "Missing")]
    [InlineData("ReadOnlySpan<char> value", "ReadOnlySpan<char>")]
    public void Parameter_that_is_not_written(string parameter, string type) =>
        Run($"[SampledLog(LogLevel.Info, \"x\")] public partial void X({parameter});").ShouldReport(
            "CMP035",
            $"'value' has the type '{type}', or is passed by reference, which is not written to log lines; pass a string, number, bool, "
                + $"enum, Guid, DateTime, DateTimeOffset, "
                + "TimeSpan, Uri, ByteSize, exception or [JsonLine] type, or a list or string-keyed dictionary of those, by value",
            "value");

    [Theory]
    [InlineData("string level", "level", "level")]
    [InlineData("string a, [JsonName(\"a\")] string b", "b", "a")]
    public void Name_in_the_line_that_is_taken(string parameters, string parameter, string name) =>
        Run($"[SampledLog(LogLevel.Info, \"x\")] public partial void X({parameters});").ShouldReport(
            "CMP036",
            $"'{parameter}' would be the property \"{name}\" of the line, which is taken; rename it, or give it another name with "
                + $"[JsonName]",
            parameter);

    [Fact]
    public void Object_in_a_message() => Run("[SampledLog(LogLevel.Info, \"{values}\")] public partial void X(int[] values);").ShouldReport(
        "CMP037",
        "The placeholder {values} in the message of 'X' is an object or a list, which is only written as a property; remove the "
            + "placeholder",
        "X");

    private static GeneratorResult Run(string method) => GeneratorHarness.Run($"public partial class Log {{ {Writer} {method} }}");
}
