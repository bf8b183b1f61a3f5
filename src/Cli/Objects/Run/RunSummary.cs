using System.Globalization;
using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Objects.DeadLetters;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Units;
using Spectre.Console;

namespace Compressor.Cli.Objects.Run;

/// <summary>Prints what a run found out.</summary>
internal static class RunSummary
{
    /// <summary>Prints the tables, the dead letters and the verdict.</summary>
    public static void Print(IAnsiConsole console, RunReport report)
    {
        console.WriteLine();
        console.Write(Outcomes(report));
        console.Write(Figures(report));
        foreach (var letter in report.DeadLetters)
        {
            var keys = string.Join(", ", letter.Keys);
            console.WriteUnbroken($"dead letter: {keys}: {letter.ErrorType} after {letter.InvokeCount} attempts: {letter.ErrorMessage}");
        }

        PrintVerdict(console, report.Files.Count, report.Problems);
    }

    /// <summary>Prints what is wrong, or that nothing is.</summary>
    public static void PrintVerdict(IAnsiConsole console, int files, IReadOnlyList<string> problems)
    {
        console.WriteLine();
        foreach (var problem in problems)
        {
            console.WriteUnbroken($"WRONG: {problem}");
        }

        console.WriteLine(problems.Count == 0
            ? Text($"All {files} files had the right outcome, and every archive matches its source byte for byte.")
            : Text($"{problems.Count} things are wrong."));
    }

    private static Table Outcomes(RunReport report)
    {
        var table = Columns("outcome", "objects", "MB in", "MB out", "ratio");
        foreach (var group in report.Outcomes.GroupBy(outcome => outcome.Outcome).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var read = group.Sum(outcome => outcome.BytesIn);
            var written = group.Sum(outcome => outcome.BytesOut);
            table.AddRow(
                group.Key,
                Text($"{group.Count()}"),
                Megabytes(read),
                Megabytes(written),
                read > 0 ? Text($"{(double)written / read:0.000}") : "");
        }

        foreach (var group in report.DeadLetters.GroupBy(letter => letter.ErrorType).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            table.AddRow(Markup.Escape($"dead letter: {group.Key}"), Text($"{group.Count()}"), "", "", "");
        }

        return table;
    }

    private static Table Figures(RunReport report)
    {
        var durations = report.Invocations.Select(invocation => invocation.DurationMs).ToArray();
        var inits = report.Invocations.Select(invocation => invocation.InitDurationMs).OfType<double>().ToArray();
        var seconds = Math.Max(report.Elapsed.TotalSeconds, 0.001);
        var table = Columns("invocations", "p50", "p95", "max");
        table.AddRow(
            Text($"duration, ms ({durations.Length})"),
            Milliseconds(durations, 0.5),
            Milliseconds(durations, 0.95),
            Milliseconds(durations, 1));
        table.AddRow(Text($"init, ms ({inits.Length} cold)"), Milliseconds(inits, 0.5), Milliseconds(inits, 0.95), Milliseconds(inits, 1));
        table.AddRow(
            "peak memory, MB",
            "",
            "",
            Text($"{report.Invocations.Select(invocation => invocation.MaxMemoryUsedMB).DefaultIfEmpty().Max()}"));
        table.AddRow("files/s", Text($"{report.Outcomes.Count / seconds:0.0}"), "", "");
        return table;
    }

    private static Table Columns(string first, params ReadOnlySpan<string> others)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(first);
        foreach (var other in others)
        {
            table.AddColumn(other, column => column.RightAligned());
        }

        return table;
    }

    private static string Milliseconds(double[] values, double share) =>
        Quantiles.Find(values, share) is { } value ? Text($"{value:0.0}") : "";

    private static string Megabytes(long bytes) => Text($"{bytes / 1e6:0.0}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>All that a run found out.</summary>
/// <param name="Files">The files that were uploaded.</param>
/// <param name="Outcomes">What the function said of each object.</param>
/// <param name="Invocations">What each invocation took.</param>
/// <param name="DeadLetters">What the dead-letter queue held.</param>
/// <param name="Problems">What is not as it must be.</param>
/// <param name="Elapsed">From the first upload until all was quiet.</param>
internal sealed record RunReport(
    IReadOnlyList<RunFile> Files,
    IReadOnlyList<ObjectOutcome> Outcomes,
    IReadOnlyList<InvocationReport> Invocations,
    IReadOnlyList<DeadLetterMessage> DeadLetters,
    IReadOnlyList<string> Problems,
    TimeSpan Elapsed);
