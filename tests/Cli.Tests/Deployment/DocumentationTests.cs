using System.Text.RegularExpressions;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Deployment;

public sealed partial class DocumentationTests
{
    private readonly string _runbook = Repository.Read("docs/operations.md");

    [Fact]
    public void Every_alarm_has_a_section_in_the_runbook()
    {
        var alarms = Declarations.Alarms();

        alarms.Count.ShouldBeGreaterThan(10);
        alarms.ShouldBeSubsetOf(Sections());
    }

    [Fact]
    public void Every_section_of_the_runbook_is_an_alarms()
    {
        var runbook = _runbook[_runbook.IndexOf("# Runbook\n", StringComparison.Ordinal)..];

        Heading().Matches(runbook).Select(match => match.Groups["title"].Value).ShouldBe(Declarations.Alarms(), ignoreOrder: true);
    }

    [Fact]
    public void Every_link_within_the_runbook_leads_to_a_section()
    {
        var links = Link().Matches(_runbook).Select(match => match.Groups["section"].Value).ToList();

        links.ShouldNotBeEmpty();
        links.ShouldBeSubsetOf(Sections());
    }

    [Fact]
    public void Every_variable_has_a_row_in_the_documentation()
    {
        var rows = Row().Matches(Repository.Read("terraform/README.md")).Select(match => match.Groups["name"].Value);

        Declarations.Variables().Keys.ShouldBeSubsetOf(rows);
    }

    [Fact]
    public void Every_kind_of_resource_was_compared_with_AWSs_documentation()
    {
        var kinds = ModuleFolder.All().SelectMany(module => module.Blocks("resource")).Select(resource => resource.Name.Split('.')[0]);

        Row().Matches(Repository.Read("docs/deployment-notes.md")).Select(match => match.Groups["name"].Value)
            .ShouldBe(kinds.Distinct(), ignoreOrder: true);
    }

    [Fact]
    public void Every_exception_for_a_scanner_is_in_the_documentation_and_no_other()
    {
        var exceptions = Directory.EnumerateFiles(Repository.PathTo("terraform"), "*.tf", SearchOption.AllDirectories)
            .SelectMany(file => Exception().Matches(File.ReadAllText(file)).Select(match => match.Groups["id"].Value));

        ScannerId().Matches(Repository.Read("docs/deployment-notes.md")).Select(match => match.Value)
            .ShouldBe(exceptions, ignoreOrder: true);
    }

    private IEnumerable<string> Sections() => Heading().Matches(_runbook).Select(match => match.Groups["title"].Value);

    [GeneratedRegex("^## (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("\\]\\(#(?<section>[^)]+)\\)")]
    private static partial Regex Link();

    [GeneratedRegex("^ *# (checkov:skip=|trivy:ignore:)(?<id>[A-Z0-9_-]+)[: ].+\\.$", RegexOptions.Multiline)]
    private static partial Regex Exception();

    [GeneratedRegex("\\b(CKV2?_AWS_[0-9]+|AWS-[0-9]{4})\\b")]
    private static partial Regex ScannerId();

    [GeneratedRegex("^\\| `(?<name>\\w+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
