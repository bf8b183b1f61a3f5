using Compressor.Testing;

namespace Compressor.Cli.Tests.Project;

/// <summary>The notes of a release are the changelog's section.</summary>
[Integration]
public sealed class ReleaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Notes_are_the_section_of_that_version_only()
    {
        var run = await RunAsync("## [1.1.0] - 2026-12-01\n\nnew\n\n## [1.0.0] - 2026-11-28\n\n- old\n", "--released", "1.0.0");

        (run.ExitCode, run.Output).ShouldBe((0, "- old\n"), run.Error);
    }

    [Theory]
    [InlineData("## [1.0.0] - unreleased\n\n- old\n", "CHANGELOG.md: the section of 1.0.0 needs its date: ## [1.0.0] - 2026-11-28")]
    [InlineData("## [1.0.1] - 2026-11-28\n", "CHANGELOG.md has no section about 1.0.0")]
    public async Task What_is_not_ready_is_not_released(string changelog, string error)
    {
        var run = await RunAsync(changelog, "--released", "1.0.0");

        (run.ExitCode, run.Error.Trim()).ShouldBe((1, error));
    }

    [Fact]
    public async Task The_repository_has_notes_for_its_version()
    {
        var run = await ProgramRun.RunAsync("python3", [Repository.PathTo("build", "changelog.py"), Repository.Version]);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("###");
    }

    /// <summary>The script finds the changelog in the folder above its own.</summary>
    private async Task<ProgramRun> RunAsync(string changelog, params string[] arguments)
    {
        var script = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "build")).FullName, "changelog.py");
        File.Copy(Repository.PathTo("build", "changelog.py"), script);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "CHANGELOG.md"), "# Changelog\n\n" + changelog);
        return await ProgramRun.RunAsync("python3", [script, .. arguments]);
    }
}
