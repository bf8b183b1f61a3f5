using System.Globalization;
using System.Text;

namespace Compressor.Toolkit.Reports.Charts;

/// <summary>Writes the few shapes that charts need. Coordinates are pixels; colors are classes of the page's style.</summary>
/// <param name="width">The drawing's width.</param>
public sealed class SvgWriter(int width)
{
    /// <summary>Pixels that a character of a label takes on average; a little more than most take.</summary>
    public const double CharacterWidth = 7;

    /// <summary>Pixels from one line of text to the next.</summary>
    public const int LineHeight = 18;

    private readonly StringBuilder _svg = new();

    public int Width => width;

    /// <summary>The drawing's height; whoever draws sets it.</summary>
    public int Height { get; set; }

    /// <summary>Whether the drawing is for a phone.</summary>
    public bool IsNarrow => width < 500;

    public void Rectangle(double x, double y, double rectangleWidth, double height, string style) =>
        Add($"<rect class=\"{style}\" x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{Math.Max(rectangleWidth, 0):0.#}\" height=\"{height:0.#}\"/>");

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        Add($"<line class=\"{style}\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\"/>");

    public void Dot(double x, double y, string style) => Add($"<circle class=\"{style}\" cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"3\"/>");

    public void Text(double x, double y, string text, string style = "label", string anchor = "start") =>
        Add($"<text class=\"{style}\" x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{HtmlWriter.Escape(text)}</text>");

    public void Path(IEnumerable<(double X, double Y)> points, string style)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in points)
        {
            path.Append(CultureInfo.InvariantCulture, $"{(path.Length == 0 ? 'M' : 'L')}{x:0.#} {y:0.#}");
        }

        Add($"<path class=\"{style}\" d=\"{path}\"/>");
    }

    /// <summary>Writes names with their colors, line by line as the width allows, and returns the height of that.</summary>
    /// <param name="y">Where it begins.</param>
    /// <param name="entries">Names with styles: of a line, or of an area with the letter that stands in it.</param>
    public double Legend(double y, IReadOnlyList<(string Name, string Style, string? Letter)> entries)
    {
        var (x, line) = (0.0, 0);
        foreach (var (name, style, letter) in entries)
        {
            var taken = 34 + (name.Length * CharacterWidth);
            if (x > 0 && x + taken > Width)
            {
                (x, line) = (0, line + 1);
            }

            var top = y + (line * LineHeight);
            if (letter is null)
            {
                Line(x, top + 7, x + 18, top + 7, "line " + style);
            }
            else
            {
                Rectangle(x, top, 16, 15, "fill " + style);
                Text(x + 8, top + 12, letter, "label letter", "middle");
            }

            Text(x + 22, top + 11, name);
            x += taken;
        }

        return (line + 1) * LineHeight;
    }

    public override string ToString() => _svg.ToString();

    private void Add(FormattableString markup) => _svg.Append(markup.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
