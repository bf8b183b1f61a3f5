using Compressor.Cli.Local.Display;
using Spectre.Console;

namespace Compressor.Cli.Tests.Local;

public class LambdaDisplayTests
{
    [Fact]
    public async Task Where_nobody_looks_progress_is_lines_and_each_error_has_one()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync(
            options => options with { Deployment = options.Deployment with { MaximumRetryAttempts = 0 } });
        await using var output = new StringWriter();
        using var display = new LambdaDisplay(Plain(output), running.Lambda, "files");
        object[] results =
        [
            new
            {
                key = "incoming/a.json",
                outcome = "Compressed",
                archive = "processed/0c/a.zip",
                bytesIn = 2_000_000,
                bytesOut = 500_000,
            },
        ];

        await running.QueueAsync(new { @do = "respond", response = new { results } });
        await running.QueueAsync(new { @do = "error", type = "ObjectTooLarge" });
        await display.FollowAsync(running.Lambda.WaitUntilQuietAsync(TestContext.Deadline));

        var lines = output.ToString().TrimEnd().Split(output.NewLine);
        lines.ShouldContain(line => line.Contains(" ObjectTooLarge: it failed ("));
        lines.ShouldContain(line => line.Contains(" dead letter: RetriesExhausted after 1 attempts: ObjectTooLarge ("));
        lines[^1].ShouldStartWith("queued 0, running 0, done 1, failed 1, in 2 MB, out 500 KB (0.250), ");
        lines[^1].ShouldEndWith("dead letters 1");
    }

    [Fact]
    public async Task The_live_view_shows_every_figure()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();
        await using var output = new StringWriter();
        using var display = new LambdaDisplay(Plain(output), running.Lambda, "files [128 MB]");
        await running.InvokeForJsonAsync(new { @do = "error", type = "[Odd]Error" });

        Plain(output).Write(display.View());

        var view = output.ToString();
        string[] figures =
        [
            "files [128 MB]",
            "queued",
            "waiting for a retry",
            "running",
            "done",
            "failed",
            "cold starts",
            "throttles",
            "dead letters",
            "in",
            "out",
            "ratio",
            "files/s",
            "[Odd]Error: it failed",
        ];
        figures.ShouldAllBe(figure => view.Contains(figure));
    }

    private static IAnsiConsole Plain(TextWriter output)
    {
        var console = AnsiConsole.Create(
            new() { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 200;
        return console;
    }
}
