namespace Compressor.Toolkit.Reports;

/// <summary>A column of a table.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="IsNumber">Whether it holds figures, which stand at the right.</param>
public sealed record Column(string Heading, bool IsNumber = false);

/// <summary>A table; the first cell of each row is the row's heading.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, each with as many cells as there are columns.</param>
/// <param name="Total">A last row that sums up, or null.</param>
public sealed record DataTable(string Caption, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<string>? Total = null) : IReportBlock
{
    public void Write(HtmlWriter html)
    {
        // Wide tables scroll in their own box, which a keyboard must be able to reach.
        html.Write($"<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"{Caption}\"><table><caption>{Caption}</caption>\n<thead><tr>");
        foreach (var column in Columns)
        {
            html.WriteMarkup(column.IsNumber ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">").Write($"{column.Heading}</th>");
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

    private void WriteRow(HtmlWriter html, IReadOnlyList<string> row)
    {
        html.Write($"<tr><th scope=\"row\">{row[0]}</th>");
        foreach (var (cell, column) in row.Zip(Columns).Skip(1))
        {
            html.WriteMarkup(column.IsNumber ? "<td class=\"number\">" : "<td>").Write($"{cell}</td>");
        }

        html.WriteMarkup("</tr>\n");
    }
}
