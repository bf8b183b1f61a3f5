using Compressor.Toolkit.Reports;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Compressor.Toolkit.Tests.Reports;

/// <summary>One table in its two forms: on a page and in a terminal.</summary>
public sealed class DataTableTests
{
    private static readonly DataTable Table = new(
        "Bill [of May]",
        [new("Part"), new("Dollars", IsNumber: true), new("Verdict")],
        [["S3 <PUT>", "3,600", new("OK", Tone.Ok)], ["Logs", "9", new("ACT", Tone.Act)], ["Rest", "1", "OK"]],
        ["All", "3,610", ""]);

    [Fact]
    public void On_a_page_figures_stand_at_the_right_and_verdicts_have_their_class()
    {
        var html = new HtmlWriter();

        Table.Write(html);

        var page = html.ToString();
        page.ShouldContain("<caption>Bill [of May]</caption>");
        page.ShouldContain("<tr><th scope=\"row\">S3 &lt;PUT&gt;</th><td class=\"number\">3,600</td><td class=\"ok\">OK</td></tr>");
        page.ShouldContain("<td class=\"act\">ACT</td>");
        page.ShouldContain("<tfoot>\n<tr><th scope=\"row\">All</th><td class=\"number\">3,610</td><td></td></tr>");
    }

    [Fact]
    public void In_a_terminal_figures_stand_at_the_right_and_the_sum_comes_last()
    {
        var console = new TestConsole().Width(80);

        console.Write(Table);

        var lines = console.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("Bill [of May]");
        lines[4].ShouldContain("S3 <PUT> │   3,600 │ OK");
        lines[5].ShouldContain("Logs     │       9 │ ACT");
        lines[^2].ShouldContain("All      │   3,610 │");
    }

    [Fact]
    public void Only_cells_that_judge_have_a_color()
    {
        var console = new TestConsole().Width(80).Colors(ColorSystem.Standard).EmitAnsiSequences();

        console.Write(Table);

        var lines = console.Output.Split('\n');
        lines.Single(line => line.Contains("PUT")).ShouldContain("\u001b[32mOK");
        lines.Single(line => line.Contains("Logs")).ShouldContain("\u001b[91mACT");
        lines.Single(line => line.Contains("Rest")).ShouldNotContain("\u001b[");
    }
}
