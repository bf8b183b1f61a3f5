using System.Text.RegularExpressions;
using System.Xml.Linq;
using Compressor.Core;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Project;

/// <summary>One version for all that is released.</summary>
public sealed partial class VersionTests
{
    [Fact]
    public void The_code_has_the_version_of_the_repository_and_a_commit()
    {
        ProductVersion.Number.ShouldBe(Repository.Version);
        ProductVersion.Commit.ShouldNotBeNull().ShouldMatch("^[0-9a-f]{40}$");
    }

    [Fact]
    public void The_Terraform_module_tags_resources_with_it() =>
        Repository.Read("terraform/version.tf").ShouldContain($"\n  version = \"{Repository.Version}\"\n");

    [Fact]
    public void The_changelog_has_a_section_about_it() => Sections().Matches(Repository.Read("CHANGELOG.md"))
        .Select(match => match.Groups["version"].Value).ShouldContain(Repository.Version);

    [Fact]
    public void The_samples_use_it_and_packages_of_the_versions_that_the_code_uses()
    {
        var versions = Versions(Repository.PathTo("Directory.Packages.props"), "PackageVersion");
        versions["Compressor.Generators"] = Repository.Version;
        var projects = Directory.GetFiles(Repository.PathTo("samples"), "*.csproj", SearchOption.AllDirectories);

        projects.Length.ShouldBe(3);
        foreach (var used in projects.Select(project => Versions(project, "PackageReference")))
        {
            used.Keys.ShouldContain("Compressor.Generators");
            used.ShouldBeSubsetOf(versions, "what Directory.Packages.props has changed: change the samples too");
        }
    }

    [Fact]
    public async Task The_tool_prints_version_and_commit()
    {
        var run = await ProgramRun.RunAsync(ProgramRun.Compressor, ["--version"]);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.Trim().ShouldBe($"{ProductVersion.Number}+{ProductVersion.Commit}");
    }

    private static Dictionary<string, string> Versions(string file, string element) => XElement.Load(file).Descendants(element)
        .ToDictionary(item => item.Attribute("Include")!.Value, item => item.Attribute("Version")!.Value);

    [GeneratedRegex("^## \\[(?<version>[^\\]]+)\\]", RegexOptions.Multiline)]
    private static partial Regex Sections();
}
