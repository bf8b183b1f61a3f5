using Compressor.Cli.Capacity.Planning.Alternatives;
using Compressor.Toolkit.Reports;
using Compressor.Toolkit.Reports.Charts;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Planning.Output;

/// <summary>A plan as a page.</summary>
internal static class PlanReport
{
    private const double OffTheScale = 5;

    private static readonly string[] Parts = ["Compute", "Requests", "S3 requests", "Network", "Logs and metrics"];

    public static Report Of(Plan plan)
    {
        var demand = plan.Demand;
        return new Report(
            FormattableString.Invariant($"Plan for {demand.Workload.FilesPerHour:N0} files an hour"),
            PlanText.Headline(plan),
            [
                new(Format.Dollars(plan.Dollars), "a month in all"),
                new(Format.Dollars(plan.ProcessingDollars), "of that for making archives"),
                new(Format.Dollars(PlanText.PerMillion(plan, plan.Dollars)), "for a million files"),
                new(FormattableString.Invariant($"{demand.MeanConcurrency:N0} / {demand.BurstConcurrency:N0}"), "environments busy, on average and in a burst"),
            ],
            [
                new("Bottlenecks", new Judgements([.. plan.Verdicts.Select(verdict => new Judgement(
                    verdict.Standing.ToString().ToLowerInvariant(), verdict.Bottleneck, verdict.Figure, verdict.Advice, verdict.Variable))])),
                new("What it costs", new Paragraph(PlanText.Invocation(demand)), Bill(plan), BillTable(plan)),
                new("Other ways to do it", new Paragraph("Processing only: storage costs the same whichever way archives are made."), Ways(plan), WaysTable(plan)),
                .. plan.CheapestPreset is null ? Array.Empty<ReportSection>() : [Presets(plan)],
                new("Requests to S3", Rates(plan)),
            ],
            PlanText.Measurements(plan) + " " + PlanText.Prices(plan) + " Made by compressor plan.");
    }

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

    private static DataTable BillTable(Plan plan) => new(
        "The bill, line by line",
        [new("Component"), new("Quantity", true), new("Unit"), new("$ a month", true), new("From")],
        [.. plan.Lines.Select(line => (IReadOnlyList<string>)[line.Component, Format.Number(line.Quantity), line.Unit, Format.Dollars(line.Dollars), line.Basis])],
        ["All", "", "", Format.Dollars(plan.Dollars), PlanText.Steps(plan)]);

    private static StackedBars Ways(Plan plan)
    {
        // One bar fifty times as long as the others would hide them all.
        var shown = plan.Alternatives.Where(way => way.Dollars <= plan.ProcessingDollars * OffTheScale).ToList();
        var hidden = string.Concat(plan.Alternatives.Except(shown).Select(way => $" Off this scale: {way.Name}, {Format.Dollars(way.Dollars)}."));
        return new StackedBars(
            "Ways to make the archives, $ a month." + hidden,
            $"The cheapest is {plan.Alternatives.MinBy(way => way.Dollars)!.Name} with {Format.Dollars(plan.Alternatives.Min(way => way.Dollars))}." + hidden,
            Parts,
            [.. shown.Select(way => new Bar(way.Name, [.. Parts.Select(part => way.Lines.Where(line => PartOf(line) == part).Sum(line => line.Dollars))]))],
            Format.Dollars);
    }

    private static string PartOf(CostLine line) => line.Component.Split(' ')[0] switch
    {
        "NAT" => Parts[3],
        "S3" => Parts[2],
        _ when line.Component is "Lambda requests" or "SQS requests" or "Dead letters" => Parts[1],
        "Lambda" or "Fargate" or "EC2" or "EBS" => Parts[0],
        _ => Parts[4],
    };

    private static DataTable WaysTable(Plan plan) => new(
        "What the figures rest on",
        [new("Way"), new("$ a month", true), new("Against the deployed one", true), new("Assumptions")],
        [.. plan.Alternatives.Select(way => (IReadOnlyList<string>)[way.Name, Format.Dollars(way.Dollars), Difference(way, plan.Alternatives[0]), string.Join("; ", way.Assumptions)])]);

    private static string Difference(Alternative way, Alternative deployed) =>
        way == deployed ? "" : (way.Dollars >= deployed.Dollars ? "+" : "\u2212") + Format.Dollars(Math.Abs(way.Dollars - deployed.Dollars));

    private static ReportSection Presets(Plan plan) => new(
        "Which compression",
        new Paragraph($"At this retention {plan.CheapestPreset!.Preset.Name} is the cheapest. " + string.Join(" ", plan.BreakEvens.Select(PlanText.BreakEven))),
        PresetCurves.Of(plan),
        new DataTable(
            PlanText.PresetsHeading(plan),
            [new("Preset"), new("Duration", true), new("Ratio", true), new("Compute", true), new("Storage", true), new("Sum", true)],
            [.. plan.Choices.Select(choice => (IReadOnlyList<string>)[choice.Preset.Name, PlanText.Milliseconds(choice.DurationSeconds), Format.Number(choice.Preset.Ratio), Format.Dollars(choice.ComputeDollars), Format.Dollars(choice.StorageDollars), Format.Dollars(choice.Dollars)])]));

    private static DataTable Rates(Plan plan) => new(
        "Requests a second, against what S3 serves for each prefix before it splits it",
        [new("Prefix"), new("Request"), new("Mean", true), new("Burst", true), new("Limit", true), new("Burst, one prefix", true), new("Burst, 256 shards", true)],
        [.. plan.Rates.Select(rate => (IReadOnlyList<string>)[rate.Prefix, rate.Request, Format.Number(rate.Mean), Format.Number(rate.Burst), Format.Number(rate.Limit), Format.Percent(rate.BurstShare), Format.Percent(rate.ShardedBurstShare)])]);
}
