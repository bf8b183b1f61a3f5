using System.Globalization;
using System.Net;
using System.Text;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Toolkit.Reports;

/// <summary>Writes a report as one HTML file that needs nothing else: no network, no script.</summary>
public static class HtmlReport
{
    /// <summary>Writes the file, if one is asked for.</summary>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public static async Task WriteAsync(FileInfo? file, Func<Report> report, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return;
        }

        try
        {
            await File.WriteAllTextAsync(file.FullName, Render(report()), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"cannot write the report: {e.Message}");
        }
    }

    /// <summary>Returns the page.</summary>
    public static string Render(Report report)
    {
        var html = new HtmlWriter();
        html.WriteMarkup("""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">

            """);
        html.Write($"<title>{report.Title}</title>\n");
        html.WriteMarkup("<style>\n").WriteMarkup(Style()).WriteMarkup("</style>\n</head>\n<body>\n<main>\n");
        html.Write($"<header><h1>{report.Title}</h1>\n");
        WriteRun(html, report.Run);
        html.Write($"<p class=\"summary\">{report.Summary}</p>\n");
        html.WriteMarkup("<dl class=\"figures\">\n");
        foreach (var figure in report.Figures)
        {
            html.Write($"<div><dt>{figure.Label}</dt><dd>{figure.Value}</dd></div>\n");
        }

        html.WriteMarkup("</dl></header>\n");
        foreach (var section in report.Sections)
        {
            html.Write($"<section><h2>{section.Heading}</h2>\n");
            foreach (var block in section.Blocks)
            {
                block.Write(html);
            }

            html.WriteMarkup("</section>\n");
        }

        return html.Write($"</main>\n<footer><p>{report.Origin}</p></footer>\n</body>\n</html>\n").ToString();
    }

    /// <summary>What was run and from what, for a page that reaches somebody by mail.</summary>
    private static void WriteRun(HtmlWriter html, RunDescription? run)
    {
        if (run is null)
        {
            return;
        }

        html.Write($"<p class=\"run\">{run.Day:yyyy-MM-dd}, compressor {run.Version}: <code>{run.Command}</code></p>\n");
        html.WriteMarkup("<details class=\"inputs\"><summary>All inputs</summary>\n");
        new DataTable(
            "Inputs of this run",
            [new("Input"), new("Value"), new("Given"), new("Meaning")],
            [.. run.Inputs.Select(Row)]).Write(html);
        html.WriteMarkup("</details>\n");
    }

    private static IReadOnlyList<Cell> Row(RunInput input) =>
        [input.Name, input.Value, input.IsGiven ? "yes" : "default", input.Meaning];

    private static string Style()
    {
        using var reader = new StreamReader(typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    }
}

/// <summary>Writes HTML; all text is escaped, all markup is this code's own.</summary>
public sealed class HtmlWriter
{
    private readonly StringBuilder _html = new();
    private int _ids;

    /// <summary>Returns an id that the page does not have yet.</summary>
    public string NextId() => $"i{++_ids}";

    /// <summary>Writes markup; what is interpolated is escaped.</summary>
    public HtmlWriter Write(FormattableString markup)
    {
        _html.Append(markup.ToString(EscapedValues.Instance));
        return this;
    }

    /// <summary>Writes markup as it is.</summary>
    public HtmlWriter WriteMarkup(string markup)
    {
        _html.Append(markup);
        return this;
    }

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    public override string ToString() => _html.ToString();

    /// <summary>Formats values as the markup says, the same in every culture, and escapes them.</summary>
    private sealed class EscapedValues : IFormatProvider, ICustomFormatter
    {
        public static EscapedValues Instance { get; } = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) =>
            Escape(arg is IFormattable value ? value.ToString(format, CultureInfo.InvariantCulture) : $"{arg}");
    }
}
