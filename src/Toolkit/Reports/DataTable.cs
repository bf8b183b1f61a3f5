using Compressor.Toolkit.CommandLine;
using Spectre.Console;

namespace Compressor.Toolkit.Reports;

/// <summary>A column of a table.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="IsNumber">Whether it holds figures, which stand at the right.</param>
/// <param name="IsDetail">Whether it only explains the others: a terminal without much room leaves it out.</param>
public sealed record Column(string Heading, bool IsNumber = false, bool IsDetail = false);

/// <summary>How a cell or a card judges; shown as a color, beside words that say the same.</summary>
public enum Tone
{
    /// <summary>It does not judge.</summary>
    Neutral,

    /// <summary>All is well.</summary>
    Ok,

    /// <summary>Worth a look.</summary>
    Watch,

    /// <summary>Something must change.</summary>
    Act,
}

/// <summary>A cell of a table.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Tone">How it judges.</param>
public readonly record struct Cell(string Text, Tone Tone = Tone.Neutral)
{
    /// <summary>Returns a cell that does not judge.</summary>
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>A table; the first cell of each row is the row's heading.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, each with as many cells as there are columns.</param>
/// <param name="Total">A last row that sums up, or null.</param>
public sealed record DataTable(
    string Caption, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows, IReadOnlyList<Cell>? Total = null)
    : IReportBlock
{
    public void Write(HtmlWriter html)
    {
        // Wide tables scroll in their own box, which a keyboard must be able to reach.
        html.Write($"<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"{Caption}\">");
        html.Write($"<table><caption>{Caption}</caption>\n<thead><tr>");
        foreach (var column in Columns)
        {
            html.WriteMarkup(column.IsNumber ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">");
            html.Write($"{column.Heading}</th>");
        }

        html.WriteMarkup("</tr></thead>\n<tbody>\n");
        foreach (var row in Rows)
        {
            WriteRow(html, row);
        }

        html.WriteMarkup("</tbody>\n");
        if (Total is not null)
        {
            html.WriteMarkup("<tfoot>\n");
            WriteRow(html, Total);
            html.WriteMarkup("</tfoot>\n");
        }

        html.WriteMarkup("</table></div>\n");
    }

    private void WriteRow(HtmlWriter html, IReadOnlyList<Cell> row)
    {
        html.Write($"<tr><th scope=\"row\">{row[0].Text}</th>");
        foreach (var (cell, column) in row.Zip(Columns).Skip(1))
        {
            var tone = cell.Tone == Tone.Neutral ? "" : cell.Tone.ToString().ToLowerInvariant();
            var style = $"{(column.IsNumber ? "number" : "")} {tone}".Trim();
            html.WriteMarkup(style.Length == 0 ? "<td>" : $"<td class=\"{style}\">").Write($"{cell.Text}</td>");
        }

        html.WriteMarkup("</tr>\n");
    }
}

/// <summary>Writes a <see cref="DataTable"/> to the terminal, as <see cref="DataTable.Write"/> writes it to a page.</summary>
public static class TerminalTable
{
    // A column's line at the left, and a space at each side.
    private const int Padding = 3;

    /// <summary>Writes the table with its caption. Cells that judge have a color. A narrow console gets no details.</summary>
    public static void Write(this IAnsiConsole console, DataTable data)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Bold(data.Caption)), UseSafeBorder = true };
        var shown = Enumerable.Range(0, data.Columns.Count).Where(index => console.IsWide() || !data.Columns[index].IsDetail).ToList();
        int Widest(int index) => data.Rows.Append(data.Total).Max(row => row?[index].Text.Length ?? 0);
        var width = shown.Sum(index => Math.Max(Widest(index), data.Columns[index].Heading.Length) + Padding) + 1;
        foreach (var index in shown)
        {
            var (heading, isNumber, _) = data.Columns[index];
            var alignment = isNumber ? Justify.Right : Justify.Left;
            var lines = isNumber && width > console.Profile.Width ? Fold(heading, Widest(index)) : heading;
            table.AddColumn(new TableColumn(Markup.Escape(lines)) { Alignment = alignment, NoWrap = isNumber });
        }

        foreach (var row in data.Rows)
        {
            table.AddRow([.. shown.Select(index => Colored(row[index]))]);
        }

        if (data.Total is not null)
        {
            table.AddRow([.. shown.Select(index => Bold(data.Total[index].Text))]);
        }

        console.Write(table);
    }

    /// <summary>Breaks a heading between words, so that it makes its column no wider than it must be.</summary>
    private static string Fold(string heading, int width) =>
        heading.Split(' ').Aggregate((folded, word) =>
            folded.Length - folded.LastIndexOf('\n') + word.Length <= width ? $"{folded} {word}" : $"{folded}\n{word}");

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
