using Compressor.Toolkit.Reports.Charts;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Planning.Output;

/// <summary>What each preset costs more than the cheapest one, against the days that archives are kept.</summary>
internal static class PresetCurves
{
    private const int Steps = 30;
    private const double MinDays = 30;
    private const double MaxDays = 1500;

    public static LineChart Create(Plan plan)
    {
        // Half as far again as the last break-even, to the next ten days.
        var last = plan.BreakEvens.Max(between => between.Days * 1.5 is < MaxDays and { } days ? days : 0);
        var step = Math.Max(MinDays, Math.Ceiling(last / 10) * 10) / Steps;
        var days = Enumerable.Range(0, Steps + 1).Select(index => index * step);
        var costs = days.Select(at => (Days: at, Dollars: Costs(plan, at))).ToList();
        return new LineChart(
            "What a preset costs more than the cheapest one, $ a month",
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
