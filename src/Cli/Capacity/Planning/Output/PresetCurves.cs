using Compressor.Toolkit.Reports.Charts;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Planning.Output;

/// <summary>What each preset costs more than the cheapest one, against the days that archives are kept.</summary>
internal static class PresetCurves
{
    private const int Steps = 30;
    private const double LeastDays = 30;

    public static LineChart Create(Plan plan)
    {
        var last = Math.Max(LeastDays, Math.Ceiling(plan.BreakEvens.Max(between => between.Days is < 1000 and { } days ? days * 1.5 : 0) / 10) * 10);
        var costs = Enumerable.Range(0, Steps + 1).Select(step => step * last / Steps).Select(days => (Days: days, Dollars: Costs(plan, days))).ToList();
        return new LineChart(
            "What a preset costs more than the cheapest one, $ a month",
            "A line at 0 is the cheapest preset for that retention. " + string.Join(" ", plan.BreakEvens.Select(PlanText.BreakEven)),
            new Axis("days that archives are kept", Format.Number),
            new Axis("$ a month more than the cheapest", Format.Dollars),
            [.. plan.Choices.Select((choice, index) => new Series(choice.Preset.Name, [.. costs.Select(cost => (cost.Days, cost.Dollars[index] - cost.Dollars.Min()))]))]);
    }

    private static List<double> Costs(Plan plan, double days)
    {
        var workload = plan.Demand.Workload with { Processed = plan.Demand.Workload.Processed.For(days) };
        return [.. plan.Choices.Select(choice => PresetChoice.Create(choice.Preset, workload, plan.Demand.Setup, plan.Prices).Dollars)];
    }
}
