using System.Text.RegularExpressions;
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
    public async Task The_tool_prints_version_and_commit()
    {
        var run = await ProgramRun.RunAsync(ProgramRun.Compressor, ["--version"]);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.Trim().ShouldBe($"{ProductVersion.Number}+{ProductVersion.Commit}");
    }

    [GeneratedRegex("^## \\[(?<version>[^\\]]+)\\]", RegexOptions.Multiline)]
    private static partial Regex Sections();
}
