using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Objects.Run;
using Compressor.Cli.Objects.Upload;
using Compressor.Core.Events;
using Spectre.Console.Testing;

namespace Compressor.Cli.Tests.Objects.Run;

public sealed class RunSummaryTests
{
    private static readonly RunReport Good = new(
        [new(new SourceFile("/input/a.json", "a.json", 10), "incoming/a.json", "processed/a.zip", ErrorType: null)],
        [new("incoming/a.json", "Compressed", "processed/a.zip", 10_000_000, 2_000_000), new("incoming/a.json", "Duplicate", null, 0, 0)],
        [Invocation(duration: 100, init: 40, memory: 61), Invocation(duration: 300, init: null, memory: 75)],
        [new("arn", "ObjectTooLarge", "60 MiB are over 50 MiB [really]", 3, default)
            {
                Objects = [new ObjectUpload { Bucket = "uploads", Key = "incoming/c.json", IsObjectCreated = true }],
            }],
        [],
        TimeSpan.FromSeconds(2));

    [Fact]
    public void There_is_a_row_for_each_outcome()
    {
        var lines = Print(Good);

        Cells(lines, "Compressed").ShouldBe(["Compressed", "1", "10.0", "2.0", "0.200"]);
        Cells(lines, "Duplicate").ShouldBe(["Duplicate", "1", "0.0", "0.0", ""]);
        Cells(lines, "dead letter: ObjectTooLarge").ShouldBe(["dead letter: ObjectTooLarge", "1", "", "", ""]);
    }

    [Fact]
    public void Durations_init_memory_and_rate_are_told()
    {
        var lines = Print(Good);

        Cells(lines, "duration, ms (2)").ShouldBe(["duration, ms (2)", "100.0", "300.0", "300.0"]);
        Cells(lines, "init, ms (1 cold)").ShouldBe(["init, ms (1 cold)", "40.0", "40.0", "40.0"]);
        Cells(lines, "peak memory, MB").ShouldBe(["peak memory, MB", "", "", "75"]);
        Cells(lines, "files/s").ShouldBe(["files/s", "1.0", "", ""]);
    }

    [Fact]
    public void Each_dead_letter_is_told_with_its_error() =>
        Print(Good).ShouldContain("dead letter: incoming/c.json: ObjectTooLarge after 3 attempts: 60 MiB are over 50 MiB [really]");

    [Fact]
    public void The_verdict_comes_last()
    {
        Print(Good)[^1].ShouldBe("All 1 files had the right outcome, and every archive matches its source byte for byte.");
        Print(Good with { Problems = ["a.json: lost"] })[^2..].ShouldBe(
            ["WRONG: a.json: lost", "1 things are wrong."]);
    }

    private static string[] Print(RunReport report)
    {
        using var console = new TestConsole();
        console.Profile.Width = 200;
        RunSummary.Print(console, report);
        return [.. console.Lines];
    }

    private static string[] Cells(string[] lines, string first) =>
        [
            .. lines.Where(line => line.StartsWith('│'))
                .Select(line => line.TrimEnd()[1..^1].Split('│', StringSplitOptions.TrimEntries))
                .Single(cells => cells[0] == first)];

    private static InvocationReport Invocation(double duration, double? init, int memory) =>
        new("id", DateTimeOffset.UnixEpoch, duration, (long)duration, 512, memory, init, InvocationStatus.Success, ErrorType: null);
}
