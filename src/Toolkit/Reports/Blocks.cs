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
/// <param name="Tone">How it judges.</param>
/// <param name="Subject">What is judged.</param>
/// <param name="Figure">The figure behind it.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Variable">The Terraform variable that moves it.</param>
public sealed record Judgement(Tone Tone, string Subject, string Figure, string Advice, string Variable);

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
            html.Write($"<p>{judgement.Figure}</p><p>{judgement.Advice} <code>{judgement.Variable}</code></p></li>\n");
        }

        html.WriteMarkup("</ul>\n");
    }
}
