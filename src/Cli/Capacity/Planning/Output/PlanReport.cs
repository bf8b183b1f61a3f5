using Compressor.Toolkit.Reports;
using Compressor.Toolkit.Reports.Charts;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Planning.Output;

/// <summary>A plan as a page.</summary>
internal static class PlanReport
{
    private const double OffTheScale = 5;

    private static readonly (CostPart Part, string Name)[] Parts =
    [
        (CostPart.Compute, "Compute"),
        (CostPart.Requests, "Requests"),
        (CostPart.S3Requests, "S3 requests"),
        (CostPart.Network, "Network"),
        (CostPart.Logs, "Logs"),
        (CostPart.Observability, "Metrics and traces"),
    ];

    /// <summary>Creates the page.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="link">Returns a link to a section of the documents.</param>
    public static Report Create(Plan plan, Func<string, string> link)
    {
        var demand = plan.Demand;
        return new Report(
            $"Plan for {demand.Workload.FilesPerHour:N0} files an hour",
            PlanText.Headline(plan),
            [
                new(Format.Dollars(plan.Dollars), "a month in all"),
                new(Format.Dollars(plan.ProcessingDollars), "of which for making archives"),
                new(Format.Dollars(plan.PerMillionFiles(plan.Dollars)), "for a million files"),
                new($"{demand.MeanConcurrency:N0} / {demand.BurstConcurrency:N0}", "environments busy, on average and in a burst"),
            ],
            [
                new("Bottlenecks", new Judgements([.. plan.Verdicts.Select(verdict => Judge(verdict, link))])),
                new("What it costs", new Paragraph(PlanText.Invocation(demand)), Bill(plan), PlanTables.Bill(plan)),
                new(
                    "Other ways to do it",
                    new Paragraph("Processing only: storage costs the same whichever way archives are made."),
                    Ways(plan),
                    PlanTables.Ways(plan)),
                .. plan.CheapestPreset is null ? Array.Empty<ReportSection>() : [Presets(plan)],
                new("Requests to S3", PlanTables.Rates(plan)),
            ],
            PlanText.Measurements(plan) + " " + PlanText.Prices(plan) + " Made by compressor plan.");
    }

    private static Judgement Judge(Verdict verdict, Func<string, string> link) => new(
        PlanText.Tone(verdict.Standing), verdict.Name, verdict.Figure, verdict.Advice, verdict.Variable, link(verdict.Section));

    private static StackedBars Bill(Plan plan)
    {
        var lines = plan.Lines.Where(line => line.Dollars >= plan.Dollars / 100).OrderByDescending(line => line.Dollars).Take(7).ToList();
        var rest = plan.Dollars - lines.Sum(line => line.Dollars);
        return new StackedBars(
            "A month's bill",
            $"The largest part is {lines[0].Component} with {Format.Dollars(lines[0].Dollars)} of {Format.Dollars(plan.Dollars)}.",
            [.. lines.Select(line => line.Component), "Everything else"],
            [
                .. new[] { CostGroup.Processing, CostGroup.Storage }.Select(group => new Bar(
                    group == CostGroup.Processing ? "Making archives" : "Keeping sources and archives",
                    [.. lines.Select(line => line.Group == group ? line.Dollars : 0), group == CostGroup.Processing ? rest : 0])),
            ],
            Format.Dollars);
    }

    private static StackedBars Ways(Plan plan)
    {
        // One bar fifty times as long as the others would hide them all.
        var shown = plan.Alternatives.Where(way => way.Dollars <= plan.ProcessingDollars * OffTheScale).ToList();
        var hidden = string.Concat(
            plan.Alternatives.Except(shown).Select(way => $" Off this scale: {way.Name}, {Format.Dollars(way.Dollars)}."));
        var cheapest = plan.Alternatives.MinBy(way => way.Dollars)!;
        return new StackedBars(
            "Ways to make the archives, in $ a month." + hidden,
            $"The cheapest is {cheapest.Name} with {Format.Dollars(cheapest.Dollars)}." + hidden,
            [.. Parts.Select(part => part.Name)],
            [.. shown.Select(way => new Bar(way.Name, [.. Parts.Select(part => way.DollarsOf(part.Part))]))],
            Format.Dollars);
    }

    private static ReportSection Presets(Plan plan) => new(
        "Which compression",
        new Paragraph($"At this retention {plan.CheapestPreset!.Preset.Name} is the cheapest. {PlanText.BreakEvens(plan)}"),
        PresetCurves.Create(plan),
        PlanTables.Presets(plan));
}

/// <summary>What each preset costs more than the cheapest one, against the days that archives are kept.</summary>
internal static class PresetCurves
{
    private const int Steps = 30;
    private const double MinDays = 30;
    private const double MaxDays = 1500;

    public static LineChart Create(Plan plan)
    {
        // 1.5 times the last break-even, rounded up to ten days.
        var last = plan.BreakEvens.Max(between => between.Days * 1.5 is < MaxDays and { } days ? days : 0);
        var step = Math.Max(MinDays, Math.Ceiling(last / 10) * 10) / Steps;
        var days = Enumerable.Range(0, Steps + 1).Select(index => index * step);
        var costs = days.Select(at => (Days: at, Dollars: Costs(plan, at))).ToList();
        return new LineChart(
            "How much more a preset costs than the cheapest one, $ a month",
            $"A line at 0 is the cheapest preset for that retention. {PlanText.BreakEvens(plan)}",
            new Axis("days that archives are kept", Format.Number),
            new Axis("$ a month more than the cheapest", Format.Dollars),
            [
                .. plan.Choices.Select((choice, index) => new Series(
                    choice.Preset.Name,
                    [.. costs.Select(cost => (cost.Days, cost.Dollars[index] - cost.Dollars.Min()))])),
            ]);
    }

    private static List<double> Costs(Plan plan, double days)
    {
        var workload = plan.Demand.Workload with { Processed = plan.Demand.Workload.Processed.For(days) };
        return [.. plan.Choices.Select(choice => PresetChoice.Create(choice.Preset, workload, plan.Demand.Setup, plan.Prices).Dollars)];
    }
}
