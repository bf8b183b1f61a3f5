using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Reports;
using Compressor.Toolkit.Reports.Charts;
using Compressor.Toolkit.Units;

namespace Compressor.Lab.Tuning.Output;

/// <summary>A tuning run as a page: cost and time against memory.</summary>
internal static class TuneReport
{
    public static Report Create(TuneText text)
    {
        var good = text.Good;
        return new Report(
            "Memory sizes",
            text.Headline,
            [.. (text.Picks?.Named ?? []).Select(pick => new KeyFigure($"{pick.Row.MemorySize} MB", pick.Name))],
            [
                .. good.Count == 0
                    ? Array.Empty<ReportSection>()
                    : [new("Time and cost against memory", Durations(good), Costs(good, text))],
                new("Every size", [.. Sizes(text)]),
                .. text.PlanCommand is { } plan
                    ?
                    [
                        new(
                            "Terraform variables",
                            new Paragraph(text.VariablesHeading),
                            new Points(text.Variables),
                            new Paragraph($"What the balanced size costs a month: {plan}")),
                    ]
                    : Array.Empty<ReportSection>(),
            ],
            text.Objects + " " + text.Method + " Made by compressor tune.");
    }

    private static IEnumerable<IReportBlock> Sizes(TuneText text)
    {
        yield return text.Table;
        if (text.Problems.Count > 0)
        {
            yield return new Points(text.Problems);
        }
    }

    private static LineChart Durations(IReadOnlyList<TuneRow> rows) => new(
        "Duration of a warm invocation",
        $"From {TuneText.Ms(rows[0].Quantile(0.5))} at {rows[0].MemorySize} MB "
            + $"to {TuneText.Ms(rows[^1].Quantile(0.5))} at {rows[^1].MemorySize} MB.",
        new Axis("MB of memory", Format.Number),
        new Axis("ms", Format.Number),
        [
            new("p50", [.. rows.Select(row => ((double)row.MemorySize, row.Quantile(0.5) ?? 0))]),
            new("p99", [.. rows.Select(row => ((double)row.MemorySize, row.Quantile(0.99) ?? 0))]),
        ],
        Dots: true);

    private static LineChart Costs(IReadOnlyList<TuneRow> rows, TuneText text) => new(
        "Cost of a million invocations",
        text.Headline,
        new Axis("MB of memory", Format.Number),
        new Axis("$ a million", Format.Dollars),
        [
            .. Enum.GetValues<Architecture>().Select(architecture =>
                new Series(architecture.Name(), [.. rows.Select(row => ((double)row.MemorySize, text.Dollars(row, architecture)))])),
        ],
        Dots: true);
}
