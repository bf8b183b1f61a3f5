using System.Globalization;
using Compressor.Toolkit.Reports;
using Spectre.Console;

namespace Compressor.Lab.Bench.Results;

/// <summary>Shows a report, and how it stands to the budgets.</summary>
internal static class BenchTables
{
    private const int CallsShown = 8;

    private static readonly (string Figure, string Head, string Format)[] Columns =
    [
        (Figure.Cpu, "CPU ms", "0.00"),
        (Figure.OverEngine, "over engine", "0.00"),
        (Figure.Wall, "wall ms", "0.00"),
        (Figure.MbPerCpuSecond, "MB/s a core", "0"),
        (Figure.Ratio, "ratio", "0.000"),
        (Figure.PeakMb, "peak MB", "0.0"),
        (Figure.AllocatedKb, "alloc KB", "0.0"),
        (Figure.Collections, "GCs", "0.000"),
        (Figure.Init, "init ms", "0.0"),
        (Figure.InitCpu, "init CPU", "0.0"),
        (Figure.First, "first ms", "0.0"),
        (Figure.FirstCpu, "first CPU", "0.0"),
        (Figure.InitAndFirst, "init + first", "0.0"),
        (Figure.ColdCost, "cold cost", "0.0"),
        (Figure.FirstMb, "RSS MB", "0.0"),
        (Figure.BinaryMb, "binary MB", "0.0"),
        (Figure.PackageMb, "zip MB", "0.0"),
        (Figure.PageFaults, "page faults", "0"),
        (Figure.AnonymousPages, "anonymous", "0"),
        (Figure.FilePageFaults, "of files", "0"),
        (Figure.AllocatedAtNextKb, "KB allocated at next", "0"),
        (Figure.AllocatedAfterFirstKb, "after the first event", "0"),
        (Figure.Threads, "threads", "0"),
        (Figure.ExecToMain, "exec to main", "0.00"),
        (Figure.Settings, "settings", "0.00"),
        (Figure.Client, "client", "0.00"),
        (Figure.Connect, "connect", "0.00"),
        (Figure.Tls, "TLS", "0.00"),
        (Figure.Answer, "answer", "0.00"),
        (Figure.Rehearsal, "rehearsal", "0.00"),
        (Figure.Next, "next", "0.00"),
        (Figure.Get, "GET", "0.00"),
        (Figure.Compress, "compress", "0.00"),
        (Figure.Put, "PUT", "0.00"),
        (Figure.Rest, "rest", "0.00"),
    ];

    /// <summary>Prints a table for each group of rows, and one of ratios.</summary>
    public static void Print(IAnsiConsole console, BenchReport report)
    {
        var (machine, time) = (report.Machine, report.Time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        console.WriteLine(
            $"{machine.Processors} x {machine.Processor}, {machine.System}, {time} UTC. Medians; CPU is user and system time of the "
                + string.Create(CultureInfo.InvariantCulture, $"process. A page of memory costs {machine.PageMicroseconds:0.00} µs here."));
        foreach (var group in report.Rows.GroupBy(row => row.Group))
        {
            console.Write(Create(group.Key, [.. group]));
        }

        console.Write(new DataTable(
            "ratios",
            [new("of"), new("ratio", true)],
            [
                .. Ratios.Create(report.Rows).Select(
                    line => (IReadOnlyList<Cell>)[line.Text, line.Value.ToString("0.00", CultureInfo.InvariantCulture)])]));
    }

    /// <summary>Prints a row for each budget, then a line for each that the run is over.</summary>
    public static void Print(IAnsiConsole console, IReadOnlyList<BudgetCheck.Result> results)
    {
        console.Write(new DataTable(
            "budgets",
            [new("figure"), new("measured", true), new("limit", true), new("with slack", true), new("")],
            [.. results.Select(Row)]));
        foreach (var result in results.Where(result => result.IsOver))
        {
            console.WriteLine($"over budget: {result.Budget.Text} is {Show(result.Measured)}, at most {Show(result.Max)}");
        }
    }

    private static DataTable Create(string group, IReadOnlyList<Row> rows)
    {
        var columns = Columns.Where(column => rows.Any(row => row[column.Figure] is not null)).DefaultIfEmpty().ToList();
        if (columns is [(null, _, _)])
        {
            columns = MostFrequent(rows);
        }

        IReadOnlyList<Cell> Cells(Row row) =>
        [
            row.Name[(group.Length + 1)..],
            .. columns.Select(column => (Cell)(row[column.Figure]?.ToString(column.Format, CultureInfo.InvariantCulture) ?? "")),
        ];

        return new DataTable(group, [new("program"), .. columns.Select(column => new Column(column.Head, true))], [.. rows.Select(Cells)]);
    }

    // System calls have the kernel's names, and are not all shown.
    private static List<(string Figure, string Head, string Format)> MostFrequent(IReadOnlyList<Row> rows) =>
    [
        .. rows[0].Figures.OrderByDescending(call => call.Value).Take(CallsShown).Select(call => (call.Key, call.Key, "0")),
    ];

    private static IReadOnlyList<Cell> Row(BudgetCheck.Result result) =>
        [result.Budget.Text, Show(result.Measured), Show(result.Budget.Limit), Show(result.Max), Verdict(result)];

    private static Cell Verdict(BudgetCheck.Result result) =>
        result.IsOver ? new Cell("OVER", Tone.Act) : result.Measured is null ? "not measured" : "within";

    private static string Show(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";
}
