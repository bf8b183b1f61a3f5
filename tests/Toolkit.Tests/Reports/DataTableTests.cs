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
    public void Headings_of_figures_take_several_lines_where_one_is_too_long()
    {
        var figures = new Column[] { new("Kilobytes when it asks", true), new("Kilobytes after the first event", true) };
        var table = new DataTable("Counts", [new("Program"), .. figures], [["the function itself", "1,074", "1,183"]]);
        var console = new TestConsole().Width(60);

        console.Write(table);

        console.Output.ShouldContain("the function itself │ ");
        console.Output.ShouldNotContain("Kilobytes after");
        var wide = new TestConsole().Width(100);
        wide.Write(table);
        wide.Output.ShouldContain("Kilobytes after the first event");
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
