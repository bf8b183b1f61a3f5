using System.Text.RegularExpressions;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Deployment;

/// <summary>The commands in the READMEs of Terraform's examples. What they plan is tested in each example's own tests folder.</summary>
public sealed partial class ExampleTests
{
    public static TheoryData<string> Names => [.. ModuleFolder.Examples().Select(example => Path.GetFileName(example.Name))];

    [Fact]
    public void There_is_one_for_each_way_of_taking_the_module_in() =>
        ModuleFolder.Examples().Select(example => Path.GetFileName(example.Name)).ShouldBe(
            ["archive", "existing-infrastructure", "minimal", "queue-from-topic", "two-regions"], ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_README_goes_to_its_folder_and_gives_every_value_that_has_no_default_and_no_other(string name)
    {
        var example = ModuleFolder.Examples().Single(each => Path.GetFileName(each.Name) == name);
        var given = Given(name).Keys;
        var declared = example.Blocks("variable").ToDictionary(variable => variable.Name, variable => variable.Body);

        Commands(name).ShouldContain($"cd terraform/examples/{name}\n");
        given.ShouldBeSubsetOf(declared.Keys);
        declared.Where(variable => !variable.Value.Contains("\n  default ", StringComparison.Ordinal))
            .Select(variable => variable.Key)
            .ShouldBeSubsetOf(given);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_README_plans_is_what_is_tested(string name)
    {
        var test = Repository.Read($"terraform/examples/{name}/tests/plan.tftest.hcl");
        var tested = Assignment().Matches(TestedVariables().Match(test).Groups["body"].Value)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value.Trim('"'));

        // There, another package stands for the one that make package builds.
        tested.Remove("function_package").ShouldBeTrue();
        Given(name).ShouldBe(tested, ignoreOrder: true);
    }

    private static string Commands(string name) =>
        Repository.Read($"terraform/examples/{name}/README.md").Replace(" \\\n", " ", StringComparison.Ordinal).Replace("    ", "");

    private static Dictionary<string, string> Given(string name) => Option().Matches(Commands(name)).ToDictionary(
        match => match.Groups["name"].Value, match => match.Groups["value"].Value);

    [GeneratedRegex("-var (?:'(?<name>\\w+)=(?<value>[^']*)'|(?<name>\\w+)=(?<value>\\S+))")]
    private static partial Regex Option();

    [GeneratedRegex("^variables \\{\\n(?<body>.*?)^\\}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex TestedVariables();

    [GeneratedRegex("^  (?<name>\\w+) += (?<value>.+)$", RegexOptions.Multiline)]
    private static partial Regex Assignment();
}
