using System.Globalization;
using Spectre.Console;

namespace Compressor.Lab.Bench.Results;

/// <summary>Shows a report.</summary>
internal static class Tables
{
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
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Machine.Processors} x {report.Machine.Processor}, {report.Machine.System}, {report.Time:yyyy-MM-dd HH:mm} UTC. Medians; CPU is user and system time of the process."));
        foreach (var group in report.Rows.GroupBy(row => row.Name[..row.Name.LastIndexOf('/')]))
        {
            Print(console, group.Key, [.. group]);
        }

        var ratios = new Table { Title = new TableTitle("ratios"), Border = TableBorder.Markdown }.AddColumn("of").AddColumn(new TableColumn("ratio").RightAligned());
        foreach (var line in Ratios.Create(report.Rows))
        {
            ratios.AddRow(Markup.Escape(line.Text), line.Value.ToString("0.00", CultureInfo.InvariantCulture));
        }

        console.Write(ratios);
    }

    private static void Print(IAnsiConsole console, string group, IReadOnlyList<Row> rows)
    {
        var columns = Columns.Where(column => rows.Any(row => row[column.Figure] is not null)).ToList();
        var table = new Table { Title = new TableTitle(Markup.Escape(group)), Border = TableBorder.Markdown }.AddColumn("program");
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column.Head).RightAligned());
        }

        foreach (var row in rows)
        {
            table.AddRow([Markup.Escape(row.Name[(group.Length + 1)..]), .. columns.Select(column => row[column.Figure]?.ToString(column.Format, CultureInfo.InvariantCulture) ?? "")]);
        }

        console.Write(table);
    }
}
