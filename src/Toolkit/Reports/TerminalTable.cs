using Spectre.Console;

namespace Compressor.Toolkit.Reports;

/// <summary>Writes a <see cref="DataTable"/> to the terminal, as <see cref="DataTable.Write"/> writes it to a page.</summary>
public static class TerminalTable
{
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
            table.AddRow([.. row.Select(Colored)]);
        }

        if (data.Total is not null)
        {
            table.AddRow([.. data.Total.Select(cell => Bold(cell.Text))]);
        }

        console.Write(table);
    }

    private static string Colored(Cell cell)
    {
        var color = cell.Tone switch
        {
            Tone.Ok => "green",
            Tone.Watch => "yellow",
            Tone.Act => "red",
            _ => null,
        };
        return color is null ? Markup.Escape(cell.Text) : $"[{color}]{Markup.Escape(cell.Text)}[/]";
    }

    private static string Bold(string text) => text.Length == 0 ? "" : $"[bold]{Markup.Escape(text)}[/]";
}
