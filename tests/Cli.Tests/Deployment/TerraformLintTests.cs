using System.Runtime.Versioning;
using System.Text;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Deployment;

/// <summary><c>make lint</c> with tflint and without, by a stand-in that writes down how it is called.</summary>
[SupportedOSPlatform("linux")]
public sealed class TerraformLintTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Calls => Path.Combine(_folder.Path, "calls");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_plugin_is_installed_before_every_rule_runs()
    {
        var lint = await LintAsync("exit 0");

        lint.ExitCode.ShouldBe(0, lint.Error);
        var config = $"--config={Repository.PathTo(".tflint.hcl")}";
        (await File.ReadAllLinesAsync(Calls)).ShouldBe(
            [$"--chdir=terraform --init {config}", $"--chdir=terraform --recursive {config}"]);
    }

    [Fact]
    public async Task Without_the_plugin_the_other_rules_run_and_one_line_says_so()
    {
        var lint = await LintAsync("[[ \"$*\" != *--init* ]]");

        lint.ExitCode.ShouldBe(0, lint.Error);
        lint.Output.ShouldBe("tflint cannot install its AWS plugin: the AWS rules were left out (tflint --init says why)\n");
        var config = (await File.ReadAllLinesAsync(Calls)).Last().Split("--config=")[1];
        var rules = await File.ReadAllTextAsync(config);
        rules.ShouldContain("plugin \"terraform\"");
        rules.ShouldContain("rule \"terraform_standard_module_structure\"");
        rules.ShouldNotContain("\"aws");
    }

    [Fact]
    public async Task Without_the_plugin_CI_fails()
    {
        var lint = await LintAsync("[[ \"$*\" != *--init* ]]", ci: "true");

        lint.ExitCode.ShouldBe(2);
        lint.Error.ShouldContain("tflint cannot install its AWS plugin");
    }

    [Fact]
    public async Task What_tflint_finds_fails()
    {
        var lint = await LintAsync("[[ \"$*\" != *--recursive* ]]");

        lint.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Without_tflint_nothing_fails_in_CI_either()
    {
        var lint = await LintAsync(body: null, ci: "true");

        lint.ExitCode.ShouldBe(0, lint.Error);
        lint.Output.ShouldStartWith("tflint is not installed");
    }

    private Task<ProgramRun> LintAsync(string? body, string? ci = null)
    {
        // What the script needs besides, and no tflint of this machine.
        foreach (var program in new[] { "bash", "awk", "dirname", "mkdir" })
        {
            File.CreateSymbolicLink(Path.Combine(_folder.Path, program), Find(program));
        }

        if (body is not null)
        {
            var stub = _folder.Add("tflint", Encoding.UTF8.GetBytes($"#!/usr/bin/env bash\necho \"$*\" >>'{Calls}'\n{body}\n"));
            File.SetUnixFileMode(stub, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var variables = new Dictionary<string, string?> { ["PATH"] = _folder.Path, ["CI"] = ci };
        return ProgramRun.RunAsync(Find("bash"), [Repository.PathTo("build", "tflint.sh")], variables);
    }

    private static string Find(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).First(File.Exists);
}
