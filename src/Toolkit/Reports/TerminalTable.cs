using Spectre.Console;

namespace Compressor.Toolkit.Reports;

/// <summary>Writes a <see cref="DataTable"/> to the terminal, as <see cref="DataTable.Write"/> writes it to a page.</summary>
public static class TerminalTable
{
    private static readonly Dictionary<string, string> Colors = new(StringComparer.Ordinal)
    {
        ["OK"] = "green",
        ["WATCH"] = "yellow",
        ["ACT"] = "red",
        ["OVER"] = "red",
        ["yes"] = "green",
        ["no"] = "red",
        ["cheapest"] = "green",
    };

    /// <summary>Writes the table with its caption. Cells that judge have a color.</summary>
    public static void Write(this IAnsiConsole console, DataTable data)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Bold(data.Caption)), UseSafeBorder = true };
        foreach (var column in data.Columns)
        {
            var alignment = column.IsNumber ? Justify.Right : Justify.Left;
            table.AddColumn(new TableColumn(Markup.Escape(column.Heading)) { Alignment = alignment, NoWrap = column.IsNumber });
        }

        foreach (var row in data.Rows)
        {
            table.AddRow([.. row.Select(cell => Colors.TryGetValue(cell, out var color) ? $"[{color}]{cell}[/]" : Markup.Escape(cell))]);
        }

        if (data.Total is not null)
        {
            table.AddRow([.. data.Total.Select(Bold)]);
        }

        console.Write(table);
    }

    private static string Bold(string text) => text.Length == 0 ? "" : $"[bold]{Markup.Escape(text)}[/]";
}
