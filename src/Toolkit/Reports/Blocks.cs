namespace Compressor.Toolkit.Reports;

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
/// <param name="Standing">ok, watch or act.</param>
/// <param name="Subject">What is judged.</param>
/// <param name="Figure">The figure behind it.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Variable">The Terraform variable that moves it.</param>
public sealed record Judgement(string Standing, string Subject, string Figure, string Advice, string Variable);

/// <summary>Judgements, as cards.</summary>
public sealed record Judgements(IReadOnlyList<Judgement> All) : IReportBlock
{
    public void Write(HtmlWriter html)
    {
        html.WriteMarkup("<ul class=\"judgements\">\n");
        foreach (var judgement in All)
        {
            html.Write($"<li class=\"{judgement.Standing}\"><h3><span class=\"standing\">{judgement.Standing}</span> {judgement.Subject}</h3>\n");
            html.Write($"<p>{judgement.Figure}</p><p>{judgement.Advice} <code>{judgement.Variable}</code></p></li>\n");
        }

        html.WriteMarkup("</ul>\n");
    }
}
