using System.Globalization;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Commands;

/// <summary>What every command has: exit codes in its help, colors that can be turned off, tables that fit, completion.</summary>
[Integration]
public sealed class TerminalTests
{
    private const string Color = "\u001b[38;5";
    private static readonly string[] Plan = ["plan", "--account-concurrency", "3000"];

    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("local")]
    [InlineData("invoke")]
    [InlineData("upload")]
    [InlineData("plan")]
    [InlineData("simulate")]
    [InlineData("doctor")]
    [InlineData("verify")]
    [InlineData("backfill cancel")]
    [InlineData("redrive")]
    [InlineData("release show")]
    [InlineData("completion")]
    public async Task Help_lists_the_exit_codes(string command)
    {
        var run = await RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("\nExit codes:\n  0    success\n  1    ");
        run.Output.Split("--help").Length.ShouldBe(2, "it lists itself once");
    }

    [Fact]
    public async Task Redirected_output_fits_100_columns()
    {
        var run = await RunAsync(Plan);

        run.Output.Split('\n').Max(line => new StringInfo(line).LengthInTextElements).ShouldBeInRange(60, 100);
        run.Output.ShouldNotContain("Assumptions");
    }

    [Fact]
    public async Task Wide_output_has_every_column()
    {
        var run = await RunAsync([.. Plan, "--wide"]);

        run.Output.ShouldContain("Assumptions");
        run.Output.Split('\n').Max(line => line.Length).ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task A_terminal_has_colors_unless_it_is_told_not_to()
    {
        (await RunInTerminalAsync("")).ShouldContain(Color);
        (await RunInTerminalAsync(" --no-color")).ShouldNotContain(Color);
        (await RunInTerminalAsync("", ("NO_COLOR", "1"))).ShouldNotContain(Color);
    }

    [Theory]
    [InlineData("compressor ver", "verify")]
    [InlineData("compressor plan --source-after", "--source-after-success")]
    [InlineData("compressor completion z", "zsh")]
    public async Task Bash_completes(string line, string expected)
    {
        const string Script = """
            source <("$1" completion bash)
            COMP_LINE=$2; COMP_POINT=${#2}; COMP_WORDS=($2); COMP_WORDS[0]=$1
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _compressor
            echo "${COMPREPLY[@]}"
            """;

        var run = await ProgramRun.RunAsync("bash", ["-c", Script, "bash", ProgramRun.Compressor, line]);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.Trim().Split(' ').ShouldContain(expected);
    }

    private static Task<ProgramRun> RunAsync(string[] arguments) => ProgramRun.RunAsync(ProgramRun.Compressor, arguments);

    /// <summary>The program script gives a command a terminal of its own.</summary>
    private static async Task<string> RunInTerminalAsync(string options, params (string Name, string? Value)[] variables)
    {
        var run = await ProgramRun.RunAsync(
            "script",
            ["-qec", $"'{ProgramRun.Compressor}' {string.Join(' ', Plan)}{options}", "/dev/null"],
            [
                new("TERM", "xterm-256color"),
                new("NO_COLOR", null),
                .. variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value)),
            ]);
        return run.Output;
    }
}
