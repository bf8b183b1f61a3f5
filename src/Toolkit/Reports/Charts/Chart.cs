namespace Compressor.Toolkit.Reports.Charts;

/// <summary>A chart: an SVG for wide windows, one for phones, and a table with the same figures.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What is to be seen, in a sentence, for who cannot see it.</param>
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
