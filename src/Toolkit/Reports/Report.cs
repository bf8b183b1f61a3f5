namespace Compressor.Toolkit.Reports;

/// <summary>A report as one page: the verdict first, then tables and charts.</summary>
/// <param name="Title">The page's title.</param>
/// <param name="Summary">The answer in a sentence or two.</param>
/// <param name="Figures">The few figures that matter most.</param>
/// <param name="Sections">The rest, in order.</param>
/// <param name="Origin">What made the report and from what, for the foot of the page.</param>
public sealed record Report(
    string Title, string Summary, IReadOnlyList<KeyFigure> Figures, IReadOnlyList<ReportSection> Sections, string Origin);

/// <summary>A figure that stands alone.</summary>
/// <param name="Value">The figure with its unit.</param>
/// <param name="Label">What it is.</param>
public sealed record KeyFigure(string Value, string Label);

/// <summary>A part of a report.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Blocks">What stands under it.</param>
public sealed record ReportSection(string Heading, params IReadOnlyList<IReportBlock> Blocks);

/// <summary>Something that stands in a section.</summary>
public interface IReportBlock
{
    /// <summary>Writes it as HTML.</summary>
    void Write(HtmlWriter html);
}
