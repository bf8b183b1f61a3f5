namespace Compressor.Toolkit.Reports;

/// <summary>A report as one page: the verdict first, then tables and charts.</summary>
/// <param name="Title">The page's title.</param>
/// <param name="Summary">The answer in a sentence or two.</param>
/// <param name="Figures">The few figures that matter most.</param>
/// <param name="Sections">The rest, in order.</param>
/// <param name="Origin">What made the report and from what, for the foot of the page.</param>
public sealed record Report(
    string Title, string Summary, IReadOnlyList<KeyFigure> Figures, IReadOnlyList<ReportSection> Sections, string Origin)
{
    /// <summary>The run that the report is about.</summary>
    public RunDescription? Run { get; init; }
}

/// <summary>What was run, for readers who were not there.</summary>
/// <param name="Command">The command line.</param>
/// <param name="Version">The version of the tool.</param>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Inputs">All inputs with their values, those that were given first.</param>
public sealed record RunDescription(string Command, string Version, DateOnly Day, IReadOnlyList<RunInput> Inputs);

/// <summary>An input of a run.</summary>
/// <param name="Name">The option's name without its dashes.</param>
/// <param name="Value">Its value; empty where it is not set.</param>
/// <param name="IsGiven">Whether the command line gave it; else it is the default.</param>
/// <param name="Meaning">What it is.</param>
public sealed record RunInput(string Name, string Value, bool IsGiven, string Meaning);

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

/// <summary>A paragraph.</summary>
public sealed record Paragraph(string Text) : IReportBlock
{
    public void Write(HtmlWriter html) => html.Write($"<p>{Text}</p>\n");
}

/// <summary>Points, one a line.</summary>
public sealed record Points(IReadOnlyList<string> Texts) : IReportBlock
{
    public void Write(HtmlWriter html)
    {
        html.WriteMarkup("<ul>\n");
        foreach (var text in Texts)
        {
            html.Write($"<li>{text}</li>\n");
        }

        html.WriteMarkup("</ul>\n");
    }
}

/// <summary>A judgement with the figure behind it and what to do.</summary>
/// <param name="Tone">How it judges.</param>
/// <param name="Subject">What is judged.</param>
/// <param name="Figure">The figure behind it.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Variable">The Terraform variable that moves it.</param>
/// <param name="Link">Where the documents explain it, or null.</param>
public sealed record Judgement(Tone Tone, string Subject, string Figure, string Advice, string Variable, string? Link = null);

/// <summary>Judgements, as cards.</summary>
public sealed record Judgements(IReadOnlyList<Judgement> All) : IReportBlock
{
    public void Write(HtmlWriter html)
    {
        html.WriteMarkup("<ul class=\"judgements\">\n");
        foreach (var judgement in All)
        {
            var tone = judgement.Tone.ToString().ToLowerInvariant();
            html.Write($"<li class=\"{tone}\"><h3><span class=\"standing\">{tone}</span> {judgement.Subject}</h3>\n");
            html.Write($"<p>{judgement.Figure}</p><p>{judgement.Advice} <code>{judgement.Variable}</code></p>");
            if (judgement.Link is { } link)
            {
                html.Write($"<p><a href=\"{link}\">What this means</a></p>");
            }

            html.WriteMarkup("</li>\n");
        }

        html.WriteMarkup("</ul>\n");
    }
}
