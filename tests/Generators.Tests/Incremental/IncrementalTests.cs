using Compressor.Generators.JsonEvent;
using Compressor.Generators.JsonLine;
using Compressor.Generators.SampledLog;
using Compressor.Generators.Settings;
using Compressor.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compressor.Generators.Tests.Incremental;

public class IncrementalTests
{
    private static readonly string[] Sources =
    [
        "[JsonEvent] public partial record Point { public int X { get; init; } }",
        "[JsonEvent] public partial record Line { public Point? From { get; init; } public List<string>? Names { get; init; } }",
        "[Settings(\"APP_\")] internal partial record AppSettings { /// <summary>How many.</summary>\n public int Count { get; init; } "
            + "= 3; }",
        "[JsonLine] internal partial record Answer(string Text);",
        "internal partial class Log(SampledLogWriter writer) { private SampledLogWriter Writer => writer; [SampledLog(LogLevel.Info, "
            + "\"Hello {name}\")] public partial void Hello(string name); }",
        "internal partial class OtherLog(SampledLogWriter writer) { private SampledLogWriter Writer => writer; "
            + "[SampledLog(LogLevel.Info, \"Bye {name}\")] public partial void Bye(string name); }",
        "public class Elsewhere { }",
        "public class Order { public int Count { get; set; } public List<Item>? Items { get; init; } } public record Item(string Name);",
        "namespace Amazon.Lambda.Core { public interface ILambdaSerializer { T Deserialize<T>(System.IO.Stream requestStream); "
            + "void Serialize<T>(T response, System.IO.Stream responseStream); } }",
        "[LambdaJsonSerializer, JsonReader(typeof(Order)), JsonWriter(typeof(Order))] internal sealed partial class Orders { }",
    ];

    [Fact]
    public void Second_run_comes_from_the_cache_and_models_hold_no_roslyn_object() => GeneratorHarness.Run(Sources).ShouldCompile();

    [Theory]
    [InlineData("public class Elsewhere { public int Added; }")]
    [InlineData("public class Elsewhere { /* a comment */ }")]
    [InlineData("public class Elsewhere { void Broken( }")]
    public void Edit_elsewhere_leaves_each_step_unchanged(string edited)
    {
        var run = RunAfterEdit(6, edited);

        foreach (var step in GeneratorHarness.SpecSteps)
        {
            var reasons = Steps.Reasons(run, step);
            reasons.ShouldNotBeEmpty();
            reasons.ShouldAllBe(reason => reason == IncrementalStepRunReason.Unchanged || reason == IncrementalStepRunReason.Cached);
        }

        OutputReasons(run).ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);
    }

    [Theory]
    [
        InlineData(
            0,
            "[JsonEvent] public partial record Point { public int X { get; init; } public int Y { get; init; } }",
            JsonEventGenerator.SpecStep)]
    [
        InlineData(
            2,
            "[Settings(\"APP_\")] internal partial record AppSettings { /// <summary>How much.</summary>\n public int Count { get; "
                + "init; } = 3; }",
            SettingsGenerator.SpecStep)]
    [InlineData(3, "[JsonLine] internal partial record Answer(string Text, int Number);", JsonLineGenerator.SpecStep)]
    [
        InlineData(
            4,
            "internal partial class Log(SampledLogWriter writer) { private SampledLogWriter Writer => writer; "
                + "[SampledLog(LogLevel.Warn, \"Hello {name}\")] public partial void Hello(string name); }",
            SampledLogGenerator.SpecStep)]
    public void Edit_in_a_target_changes_its_own_output_only(int file, string edited, string step)
    {
        var run = RunAfterEdit(file, edited);

        OutputReasons(run).Count(reason => reason == IncrementalStepRunReason.Modified).ShouldBe(1);
        OutputReasons(run).Count(reason => reason == IncrementalStepRunReason.Cached).ShouldBe(8);
        Steps.Reasons(run, step).ShouldContain(IncrementalStepRunReason.Modified);
    }

    [Theory]
    [InlineData("A, B", "A, B, C", 2)]
    [InlineData("int X", "long X", 1)]
    [InlineData("return 1", "return 2", 0)]
    public void Edit_of_a_type_that_targets_use_changes_their_output(string before, string after, int changed)
    {
        const string Used = "public enum Kind { A, B } public class Plain { public int X { get; set; } int M() { return 1; } }";
        var compilation = GeneratorHarness.Compile(
            [
                Used,
                "[JsonEvent, JsonLine] public partial record Point { public Kind Kind { get; init; } }",
                "[JsonReader(typeof(Plain))] public static partial class Plains;",
            ]);
        var driver = GeneratorHarness.Driver().RunGenerators(compilation);
        var old = compilation.SyntaxTrees[1];

        var run = driver.RunGenerators(compilation.ReplaceSyntaxTree(
            old, CSharpSyntaxTree.ParseText(Used.Replace(before, after), (CSharpParseOptions)old.Options, old.FilePath))).GetRunResult();

        OutputReasons(run).Count(reason => reason != IncrementalStepRunReason.Cached).ShouldBe(changed);
    }

    [Fact]
    public void Edit_that_does_not_matter_to_the_output_leaves_the_spec_unchanged()
    {
        var run = RunAfterEdit(0, "[JsonEvent] public partial record Point { public int X { get; init; } public int Sum() => X + 1; }");

        OutputReasons(run).ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);
    }

    private static GeneratorDriverRunResult RunAfterEdit(int file, string edited)
    {
        var compilation = GeneratorHarness.Compile(Sources);
        var driver = GeneratorHarness.Driver().RunGenerators(compilation);

        // The first tree holds the usings.
        var old = compilation.SyntaxTrees[file + 1];
        var changed = compilation.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(edited, (CSharpParseOptions)old.Options, old.FilePath));
        return driver.RunGenerators(changed).GetRunResult();
    }

    private static List<IncrementalStepRunReason> OutputReasons(GeneratorDriverRunResult run) =>
        run.Results.SelectMany(result => result.TrackedOutputSteps.Values).SelectMany(steps => steps)
            .Where(
                step => step.Inputs.All(input => input.Source.Name is not null && GeneratorHarness.SpecSteps.Contains(input.Source.Name)))
            .SelectMany(step => step.Outputs).Select(output => output.Reason).ToList();
}
