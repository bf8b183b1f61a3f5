using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Reports;
using Compressor.Toolkit.Reports.Charts;

namespace Compressor.Toolkit.Tests.Reports;

public sealed partial class HtmlReportTests
{
    [Fact]
    public void Text_is_escaped_wherever_it_stands()
    {
        const string Nasty = "<b>&\"{0}";
        var html = Render(
            new Paragraph(Nasty),
            new DataTable(Nasty, [new(Nasty)], [[Nasty]]),
            new Judgements([new(Tone.Ok, Nasty, Nasty, Nasty, Nasty)]),
            new StackedBars(Nasty, Nasty, [Nasty], [new Bar(Nasty, [1])], value => Nasty),
            new LineChart(Nasty, Nasty, new Axis(Nasty, _ => Nasty), new Axis(Nasty, _ => Nasty), [new(Nasty, [(0, 1), (1, 2)])]));

        html.ShouldNotContain("<b>");
        html.ShouldContain("&lt;b&gt;&amp;&quot;{0}");
    }

    [Fact]
    public void Values_have_the_format_that_the_markup_gives_them() =>
        new HtmlWriter().Write($"<p>{new DateOnly(2026, 11, 29):yyyy-MM-dd}, {1.5:0.00}, {'<'}</p>").ToString()
            .ShouldBe("<p>2026-11-29, 1.50, &lt;</p>");

    [Fact]
    public void A_page_asks_nothing_of_a_network()
    {
        var html = Render(new Paragraph("text"));

        html.ShouldNotContain("http");
        html.ShouldNotContain("<script");
        html.ShouldNotContain("url(");
    }

    [Fact]
    public void Bars_are_as_long_as_their_figures()
    {
        var chart = Svg(new StackedBars("t", "d", ["a", "b"], [new Bar("one", [30, 10]), new Bar("two", [0, 20])], value => $"{value}"));

        var bars = chart.Where(element => element.Name.LocalName == "rect" && (string?)element.Attribute("height") == "20");
        var widths = bars.Select(element => (double)element.Attribute("width")!).ToList();

        // Of 684 pixels for an axis that ends at 40.
        widths.Count.ShouldBe(4);
        widths[0].ShouldBe(513, 0.1);
        widths[1].ShouldBe(171, 0.1);
        widths[2].ShouldBe(0);
        widths[3].ShouldBe(342, 0.1);
    }

    [Fact]
    public void A_line_goes_through_its_points()
    {
        var (x, y) = (new Axis("x", value => "x"), new Axis("y", value => "y"));
        var chart = Svg(new LineChart("t", "d", x, y, [new("line", [(0, 0), (5, 10), (10, 0)])]));

        var path = (string)chart.Single(element => element.Name.LocalName == "path").Attribute("d")!;
        double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);
        var points = Point().Matches(path).Select(match => (X: Number(match.Groups[1]), Y: Number(match.Groups[2]))).ToList();

        points.Count.ShouldBe(3);
        (points[1].X - points[0].X).ShouldBe(points[2].X - points[1].X, 0.2);
        points[0].Y.ShouldBe(points[2].Y);
        // The axis ends at 10, 240 pixels over its foot.
        (points[0].Y - points[1].Y).ShouldBe(240, 0.2);
    }

    [Theory]
    [InlineData(7.3, 5, 8, 2)]
    [InlineData(100, 4, 100, 50)]
    [InlineData(35_577, 4, 40_000, 10_000)]
    [InlineData(0.04, 5, 0.04, 0.01)]
    [InlineData(0, 5, 1, 1)]
    public void An_axis_has_round_marks_and_holds_the_data(double largest, int marks, double maximum, double step)
    {
        var scale = Scale.For(largest, marks);

        scale.Maximum.ShouldBe(maximum, maximum * 1e-9);
        scale.Step.ShouldBe(step, step * 1e-9);
        scale.Marks.Last().ShouldBe(maximum, maximum * 1e-9);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_an_error_in_one_line()
    {
        var file = new FileInfo("/no/such/folder/report.html");

        var error = await Should.ThrowAsync<CommandException>(
            () => HtmlReport.WriteAsync(file, () => new Report("t", "s", [], [], "o"), CancellationToken.None));

        error.Message.ShouldStartWith("cannot write the report: ");
    }

    private static string Render(params IReportBlock[] blocks) =>
        HtmlReport.Render(new Report("Title", "Summary", [new("1", "figure")], [new("Section", blocks)], "Origin"));

    /// <summary>The elements of the wide drawing.</summary>
    private static List<XElement> Svg(Chart chart) => [.. XElement.Parse(SvgElement().Match(Render(chart)).Value).Descendants()];

    [GeneratedRegex("<svg class=\"wide\".*?</svg>", RegexOptions.Singleline)]
    private static partial Regex SvgElement();

    [GeneratedRegex(@"[ML]([\d.]+) ([\d.]+)")]
    private static partial Regex Point();
}
