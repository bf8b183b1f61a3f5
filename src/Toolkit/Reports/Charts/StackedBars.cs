namespace Compressor.Toolkit.Reports.Charts;

/// <summary>A bar of a chart.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Parts">Its parts, one for each of the chart's names, 0 or more each.</param>
public sealed record Bar(string Label, IReadOnlyList<double> Parts)
{
    public double Sum => Parts.Sum();
}

/// <summary>Bars from left to right, each of parts that add up.</summary>
/// <param name="Title">What the chart shows.</param>
/// <param name="Description">The same in a sentence, for readers who cannot see it.</param>
/// <param name="Names">What the parts are.</param>
/// <param name="Bars">The bars, from top to bottom.</param>
/// <param name="Format">Writes a value.</param>
public sealed record StackedBars(
    string Title, string Description, IReadOnlyList<string> Names, IReadOnlyList<Bar> Bars, Func<double, string> Format)
    : Chart(Title, Description)
{
    private const int BarHeight = 20;
    private const int RowHeight = 54;
    private const int ValueWidth = 76;

    protected override void Draw(SvgWriter svg)
    {
        var legend = svg.Legend(0, [.. Names.Select((name, index) => (name, Style(index), (string?)Letter(index)))]);
        var scale = Scale.For(Bars.Max(bar => bar.Sum), 4);
        var space = svg.Width - ValueWidth;
        var y = legend + 6;
        foreach (var bar in Bars)
        {
            // The name stands above its bar: long names then have room on a phone, too.
            svg.Text(0, y + 12, bar.Label, "label strong");
            var x = 0.0;
            foreach (var (part, index) in bar.Parts.Select((part, index) => (part, index)))
            {
                var length = scale.At(part) * space;
                svg.Rectangle(x, y + 18, length, BarHeight, "fill part " + Style(index));
                WriteLetter(svg, x, y + 18, length, index);
                x += length;
            }

            svg.Text(x + 6, y + 18 + 14, Format(bar.Sum), "label");
            y += RowHeight;
        }

        svg.Height = (int)Math.Ceiling(y);
    }

    /// <summary>A row a bar; where there are more parts than bars, a row a part, so that the table is long and not wide.</summary>
    protected override DataTable Figures() => Names.Count <= Bars.Count ? RowsOfBars() : new(
        Title,
        [new("", false), .. Bars.Select(bar => new Column(bar.Label, true))],
        [.. Names.Select((name, index) => (IReadOnlyList<Cell>)[name, .. Bars.Select(bar => Format(bar.Parts[index]))])],
        ["Sum", .. Bars.Select(bar => Format(bar.Sum))]);

    private DataTable RowsOfBars() => new(
        Title,
        [new("", false), .. Names.Select(name => new Column(name, true)), new("Sum", true)],
        [.. Bars.Select(bar => (IReadOnlyList<Cell>)[bar.Label, .. bar.Parts.Select(Format), Format(bar.Sum)])]);

    /// <summary>A letter in the part and in the legend says which is which where colors cannot: in print, and to many people.</summary>
    private static void WriteLetter(SvgWriter svg, double x, double y, double length, int index)
    {
        if (length >= 2 * SvgWriter.CharacterWidth)
        {
            svg.Text(x + (length / 2), y + 15, Letter(index), "label letter", "middle");
        }
    }

    private static string Letter(int index) => $"{(char)('A' + index)}";

    private static string Style(int index) => $"c{index % 8}";
}
