using System.CommandLine;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Prices;
using Spectre.Console;

namespace Compressor.Toolkit.Reports;

/// <summary>
/// The options of commands that answer with figures: which prices they take, and whether they write a table, JSON or a page.
/// </summary>
public sealed class ReportOptions
{
    private readonly Option<FileInfo> _prices = new("--prices")
    {
        Description = "A price file to use instead of us-east-1's list prices.",
        HelpName = "file",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Write JSON." };
    private readonly Option<FileInfo?> _html = new("--html") { Description = "Write a report as one HTML page.", HelpName = "file" };
    private readonly Option<string?> _title = new("--title") { Description = "The title of that page.", HelpName = "text" };
    private readonly Option<string> _docs = CommandOptions.Create(
        "--docs-url", "Where the page's links find the folder docs: a URL, or a path relative to the page.", "url", "docs");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command) => command.Add(_prices, _json, _html, _title, _docs);

    /// <summary>Creates the console for progress and tables: standard error where JSON goes to standard output.</summary>
    public IAnsiConsole CreateConsole(ParseResult parsed) => Terminal.Create(parsed, error: parsed.GetValue(_json));

    /// <summary>Reads the prices.</summary>
    /// <exception cref="CommandException">The file is not a price file.</exception>
    public PriceTable ReadPrices(ParseResult parsed) =>
        parsed.GetValue(_prices) is { } file ? PriceTable.Read(file) : PriceTable.Default();

    /// <summary>Returns a link to a section of the documents.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="section">The document and its heading, such as <c>capacity.md#memory</c>.</param>
    public string Link(ParseResult parsed, string section) => $"{parsed.GetRequiredValue(_docs).TrimEnd('/')}/{section}";

    /// <summary>Writes the answer: the page where one is asked for, then JSON, or else the tables.</summary>
    /// <exception cref="CommandException">The page cannot be written.</exception>
    public async Task WriteAsync(
        ParseResult parsed, Func<Report> page, Func<string> json, Action<IAnsiConsole> print, CancellationToken cancellationToken)
    {
        await HtmlReport.WriteAsync(parsed.GetValue(_html), () => Describe(page(), parsed), cancellationToken);
        if (parsed.GetValue(_json))
        {
            Console.WriteLine(json());
        }
        else
        {
            print(Terminal.Create(parsed));
        }
    }

    private Report Describe(Report report, ParseResult parsed) => report with
    {
        Title = parsed.GetValue(_title) ?? report.Title,
        Run = RunInputs.Describe(parsed, [_json, _html, _title, _docs]),
    };
}
