namespace Compressor.Toolkit.Reports.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Points">Its points, x ascending.</param>
public sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>An axis of a chart.</summary>
/// <param name="Name">What is measured, with its unit.</param>
/// <param name="Format">Writes a value.</param>
public sealed record Axis(string Name, Func<double, string> Format);

/// <summary>Lines over a common axis; each has a colour and a dash of its own, so that colour is not needed to tell them apart.</summary>
/// <param name="Title">What the chart shows.</param>
/// <param name="Description">The same in a sentence, for readers who cannot see it.</param>
/// <param name="X">The horizontal axis, from 0.</param>
/// <param name="Y">The vertical axis, from 0.</param>
/// <param name="Lines">The lines.</param>
/// <param name="Dots">Whether points are marked: where few of them were measured.</param>
public sealed record LineChart(string Title, string Description, Axis X, Axis Y, IReadOnlyList<Series> Lines, bool Dots = false)
    : Chart(Title, Description)
{
    /// <summary>Rows of the table at most: a chart of a whole hour has thousands of points.</summary>
    private const int MaxRows = 30;

    protected override void Draw(SvgWriter svg)
    {
        var legend = svg.Legend(0, [.. Lines.Select((line, index) => (line.Name, Style(index), (string?)null))]);
        var points = Lines.SelectMany(line => line.Points).ToList();
        var (x, y) = (Scale.For(points.Max(point => point.X), svg.IsNarrow ? 4 : 8), Scale.For(points.Max(point => point.Y), 5));

        var left = Math.Ceiling(y.Marks.Max(mark => Y.Format(mark).Length) * SvgWriter.CharacterWidth) + 8;
        var top = legend + 26;
        var height = svg.IsNarrow ? 190.0 : 240.0;
        var right = svg.Width - Math.Max(10, X.Format(x.Maximum).Length * SvgWriter.CharacterWidth / 2);
        double AtX(double value) => left + (x.At(value) * (right - left));
        double AtY(double value) => top + height - (y.At(value) * height);

        svg.Text(0, legend + 12, Y.Name, "label quiet");
        foreach (var mark in y.Marks)
        {
            svg.Line(left, AtY(mark), right, AtY(mark), "grid");
            svg.Text(left - 6, AtY(mark) + 4, Y.Format(mark), "label", "end");
        }

        foreach (var mark in x.Marks)
        {
            svg.Text(AtX(mark), top + height + 17, X.Format(mark), "label", "middle");
        }

        svg.Text(right, top + height + 36, X.Name, "label quiet", "end");
        foreach (var (line, index) in Lines.Select((line, index) => (line, index)))
        {
            svg.Path(line.Points.Select(point => (AtX(point.X), AtY(point.Y))), "line " + Style(index));
            foreach (var point in Dots ? line.Points : [])
            {
                svg.Dot(AtX(point.X), AtY(point.Y), "fill " + Style(index));
            }
        }

        svg.Height = (int)Math.Ceiling(top + height + 44);
    }

    protected override DataTable Figures()
    {
        var values = Lines
            .Select(line => line.Points.GroupBy(point => point.X).ToDictionary(group => group.Key, group => group.Last().Y))
            .ToList();
        var all = values.SelectMany(line => line.Keys).Distinct().Order().ToList();
        var every = Math.Max(1, (int)Math.Ceiling(all.Count / (double)MaxRows));
        return new DataTable(
            Title,
            [new(X.Name, true), .. Lines.Select(line => new Column(line.Name, true))],
            [
                .. all.Where((_, index) => index % every == 0).Select(at =>
                    (IReadOnlyList<Cell>)[X.Format(at), .. values.Select(line => At(line, at))]),
            ]);
    }

    private string At(Dictionary<double, double> line, double x) => line.TryGetValue(x, out var value) ? Y.Format(value) : "";

    // The ninth line has the first one's colour, and another dash.
    private static string Style(int index) => $"c{index % 8} d{(index + (index / 8)) % 4}";
}
