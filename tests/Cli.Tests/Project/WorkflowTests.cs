using System.Text.RegularExpressions;
using Compressor.Testing;
using YamlDotNet.RepresentationModel;

namespace Compressor.Cli.Tests.Project;

/// <summary>GitHub's files: they are YAML, and what the workflows run is there.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string Makefile = Repository.Read("Makefile");

    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Repository.PathTo(".github"), "*.yml", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path))];

    public static TheoryData<string> Workflows() =>
        [.. Directory.EnumerateFiles(Repository.PathTo(".github", "workflows"), "*.yml")
            .Select(path => Path.GetRelativePath(Repository.Root, path))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_is_YAML(string file) => Read(file).Children.ShouldNotBeEmpty();

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_step_that_runs_something_runs_a_verb_of_make(string file)
    {
        var commands = Steps(file).Where(step => step.Children.ContainsKey("run")).Select(step => Text(step, "run")).ToList();

        commands.ShouldNotBeEmpty();
        commands.ShouldAllBe(command => MakeCommand().IsMatch(command));
        commands.Select(command => MakeCommand().Match(command).Groups["verb"].Value).ShouldBeSubsetOf(Verbs());
        commands.SelectMany(command => MakeCommand().Match(command).Groups["variable"].Captures.Select(variable => variable.Value))
            .ShouldBeSubsetOf(Variables());
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_other_step_is_an_action_with_a_version(string file) =>
        Steps(file).Where(step => !step.Children.ContainsKey("run"))
            .ShouldAllBe(step => Action().IsMatch(Text(step, "uses")));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_workflow_says_what_its_token_may_do(string file) => Read(file).Children.ContainsKey("permissions").ShouldBeTrue();

    /// <summary>Elsewhere make lint leaves tflint's rules out where tflint is missing.</summary>
    [Fact]
    public void Tflint_is_installed_before_lint_runs()
    {
        var steps = Steps(".github/workflows/ci.yml")
            .Select(step => step.Children.ContainsKey("run") ? Text(step, "run") : Text(step, "uses").Split('@')[0])
            .ToList();

        steps.IndexOf("terraform-linters/setup-tflint").ShouldBeInRange(0, steps.IndexOf("make lint") - 1);
    }

    /// <summary>A newer system has a newer C library than Lambda's.</summary>
    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_runner_is_one_whose_binaries_start_on_Lambda(string file) =>
        Runners(Repository.Read(file)).ShouldBeSubsetOf(["ubuntu-22.04", "ubuntu-22.04-arm"]);

    private static YamlMappingNode Read(string file)
    {
        var yaml = new YamlStream();
        using var reader = new StringReader(Repository.Read(file));
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents.ShouldHaveSingleItem().RootNode;
    }

    private static IEnumerable<YamlMappingNode> Steps(string file) =>
        ((YamlMappingNode)Read(file)["jobs"]).Children.Values
            .SelectMany(job => ((YamlSequenceNode)job["steps"]).Children)
            .Cast<YamlMappingNode>();

    private static string Text(YamlMappingNode node, string key) =>
        ((YamlScalarNode)node[key]).Value ?? throw new InvalidOperationException($"'{key}' is empty.");

    private static string[] Verbs() => Phony().Match(Makefile).Groups["verbs"].Value.Split(' ');

    private static string[] Variables() => Known().Match(Makefile).Groups["names"].Value.Split(' ');

    private static List<string> Runners(string text)
    {
        var runners = Runner().Matches(text).Select(match => match.Groups["name"].Value).ToList();
        runners.ShouldNotBeEmpty();
        return runners;
    }

    [GeneratedRegex("^make (?<verb>[a-z-]+)( (?<variable>[A-Z0-9_]+)=\\S+)*$")]
    private static partial Regex MakeCommand();

    [GeneratedRegex("^[a-z0-9-]+/[a-z0-9-]+@v[0-9]+$")]
    private static partial Regex Action();

    [GeneratedRegex("^\\.PHONY: (?<verbs>.+)$", RegexOptions.Multiline)]
    private static partial Regex Phony();

    [GeneratedRegex("^KNOWN := .*\\) (?<names>[A-Z0-9_ ]+)$", RegexOptions.Multiline)]
    private static partial Regex Known();

    [GeneratedRegex("(runner|runs-on): (?<name>[a-z][a-z0-9.-]+)$", RegexOptions.Multiline)]
    private static partial Regex Runner();
}
