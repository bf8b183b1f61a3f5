using Compressor.Generators.Tests.Harness;

namespace Compressor.Generators.Tests.Diagnostics;

public class SettingsDiagnosticsTests
{
    [Theory]
    [InlineData("object?", "object?")]
    [InlineData("Guid", "Guid")]
    [InlineData("List<int>?", "List<int>?")]
    [InlineData("int[][]?", "int[][]?")]
    [InlineData("Missing?", "Missing?")]
    public void Type_that_is_not_bound(string type, string shown) =>
        GeneratorHarness.Run($"[Settings(\"APP_\")] public partial record App {{ public {type} Value {{ get; init; }} }}").ShouldReport(
            "CMP020",
            $"'Value' has the type '{shown}', which a setting cannot have; use string, bool, an integer, double, decimal, an enum, "
                + $"TimeSpan, ByteSize, or a list of those",
            "Value");

    [Fact]
    public void Setting_name_used_twice() => GeneratorHarness.Run(
        "[Settings(\"APP_\")] public partial record App { public int MaxSize { get; init; } [SettingName(\"MAX_SIZE\")] public int "
            + "Other { get; init; } }").ShouldReport(
            "CMP021", "'MaxSize' and 'Other' are both the setting MAX_SIZE; give one of them another name with [SettingName]", "App");

    [Theory]
    [InlineData("")]
    [InlineData("app_")]
    [InlineData("1_")]
    [InlineData("A-B_")]
    public void Prefix_that_is_no_start_of_a_variable(string prefix) =>
        GeneratorHarness.Run($"[Settings(\"{prefix}\")] public partial record App {{ }}").ShouldReport(
        "CMP022",
        $"The prefix \"{prefix}\" of 'App' must be upper-case letters, digits and underscores, and start with a letter, such as \"MYAPP_\"",
        "App");

    [Fact]
    public void Setting_name_that_is_no_name_of_a_variable() => GeneratorHarness.Run(
        "[Settings(\"APP_\")] public partial record App { [SettingName(\"max-size\")] public int MaxSize { get; init; } }").ShouldReport(
            "CMP023",
            "The setting name \"max-size\" of 'MaxSize' must be upper-case letters, digits and underscores, and start with a letter",
            "MaxSize");

    [Theory]
    [InlineData("int", "5, 1")]
    [InlineData("int", "1.5, 2")]
    [InlineData("byte", "0, 256")]
    [InlineData("string?", "1, 2")]
    [InlineData("ByteSize", "\"1 apple\", \"2MB\"")]
    [InlineData("TimeSpan", "1, 2")]
    [InlineData("double", "\"a\", \"b\"")]
    [InlineData("bool", "false, true")]
    public void Range_that_does_not_fit(string type, string range) => GeneratorHarness.Run(
        $"[Settings(\"APP_\")] public partial record App {{ [Range({range})] public {type} Value {{ get; init; }} }}").ShouldReport(
            "CMP024",
            $"The [Range] of 'Value' must be two values of '{type}', the smaller one first; write sizes and durations as text, such as "
                + $"[Range(\"1KB\", \"5GiB\")]",
            "Value");

    [Fact]
    public void Project_without_configuration()
    {
        var compilation = GeneratorHarness.Compile(["[Settings(\"APP_\")] public partial record App { }"]);
        compilation = compilation.WithReferences(
            compilation.References.Where(reference => !reference.Display!.Contains("Extensions.Configuration", StringComparison.Ordinal)));

        GeneratorHarness.Run(compilation).ShouldReport(
            "CMP026",
            "'App' is bound from IConfiguration, which is not referenced; add the package "
                + "Microsoft.Extensions.Configuration.EnvironmentVariables",
            "App");
    }

    [Fact]
    public void Project_with_the_abstractions_only_is_bound_all_the_same()
    {
        var compilation = GeneratorHarness.Compile(
            ["[Settings(\"APP_\")] internal partial record App { public int Count { get; init; } }"]);

        GeneratorHarness.Run(compilation.WithReferences(compilation.References.Where(reference =>
            !reference.Display!.EndsWith("Extensions.Configuration.dll", StringComparison.Ordinal)))).ShouldCompile();
    }

    [Theory]
    [InlineData("int", "\"a\"")]
    [InlineData("string?", "")]
    public void Allowed_values_that_do_not_fit(string type, string values) => GeneratorHarness.Run(
        $"[Settings(\"APP_\")] public partial record App {{ [Allowed({values})] public {type} Value {{ get; init; }} }}").ShouldReport(
            "CMP025",
            "The [Allowed] of 'Value' must list at least one value, and the property must be a string; for other types use an enum or "
                + "[Range]",
            "Value");
}
