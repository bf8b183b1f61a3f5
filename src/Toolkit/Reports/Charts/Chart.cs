namespace Compressor.Toolkit.Reports.Charts;

/// <summary>A chart: an SVG for wide windows, one for phones, and a table with the same figures.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What it shows, in a sentence, for readers who cannot see it.</param>
public abstract record Chart(string Title, string Description) : IReportBlock
{
    private const int Wide = 760;
    private const int Narrow = 320;

    public void Write(HtmlWriter html)
    {
        html.Write($"<figure><figcaption>{Title}</figcaption>\n");
        foreach (var (width, name) in new[] { (Wide, "wide"), (Narrow, "narrow") })
        {
            var (title, description) = (html.NextId(), html.NextId());
            var svg = new SvgWriter(width);
            Draw(svg);
            html.Write($"<svg class=\"{name}\" width=\"{width}\" height=\"{svg.Height}\" viewBox=\"0 0 {width} {svg.Height}\" ");
            html.Write($"role=\"img\" aria-labelledby=\"{title} {description}\">");
            html.Write($"<title id=\"{title}\">{Title}</title><desc id=\"{description}\">{Description}</desc>\n");
            html.WriteMarkup(svg.ToString()).WriteMarkup("</svg>\n");
        }

        html.WriteMarkup("<details><summary>The figures</summary>\n");
        Figures().Write(html);
        html.WriteMarkup("</details></figure>\n");
    }

    /// <summary>Draws the chart for the writer's width.</summary>
    protected abstract void Draw(SvgWriter svg);

    /// <summary>The same figures as a table.</summary>
    protected abstract DataTable Figures();
}

/// <summary>A linear axis: round values from 0 to a bound that holds all data.</summary>
/// <param name="Maximum">The axis's end.</param>
/// <param name="Step">From one mark to the next.</param>
public sealed record Scale(double Maximum, double Step)
{
    private static readonly int[] RoundSteps = [1, 2, 5, 10];

    /// <summary>The values that are marked.</summary>
    public IEnumerable<double> Marks
    {
        get
        {
            for (var i = 0; i * Step <= Maximum * 1.000001; i++)
            {
                yield return i * Step;
            }
        }
    }

    /// <summary>Chooses an axis for values from 0 to a largest one, with so many marks at most beside 0.</summary>
    public static Scale For(double largest, int marks)
    {
        if (!(largest > 0) || double.IsInfinity(largest))
        {
            return new Scale(1, 1);
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(largest / marks)));
        var step = RoundSteps.Select(factor => factor * power).First(candidate => candidate * marks >= largest * 0.999999);
        return new Scale(Math.Ceiling(largest / step * 0.999999) * step, step);
    }

    /// <summary>Where a value lies between 0 and 1.</summary>
    public double At(double value) => value / Maximum;
}
