using Compressor.Cli.Capacity.Planning.Verdicts;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Planning.Output;

/// <summary>The sentences that a plan's table and report share.</summary>
internal static class PlanText
{
    public static string Headline(Plan plan)
    {
        var demand = plan.Demand;
        var worst = plan.Verdicts.Max(verdict => verdict.Standing);
        var names = string.Join(", ", plan.Verdicts.Where(verdict => verdict.Standing == worst).Select(verdict => verdict.Bottleneck.StartsWith("S3", StringComparison.Ordinal) ? verdict.Bottleneck : verdict.Bottleneck.ToLowerInvariant()));
        var scale = worst switch
        {
            Standing.Ok => "It scales as it is",
            Standing.Watch => $"It scales; watch {names}",
            _ => $"Before it scales, act on {names}",
        };
        return FormattableString.Invariant(
            $"{scale}. {demand.Workload.FilesPerHour:N0} files an hour cost {Format.Dollars(plan.Dollars)} a month: {Format.Dollars(plan.ProcessingDollars)} to make archives, {Format.Dollars(plan.StorageDollars)} to keep them{(demand.Workload.DeletesSources ? "" : " and their sources")}. That is {Format.Dollars(PerMillion(plan, plan.Dollars))} a million files, {Format.Dollars(plan.Dollars / demand.Workload.FilesPerMonth)} each.");
    }

    public static string Invocation(Demand demand) => FormattableString.Invariant(
        $"An average invocation: {demand.Workload.AverageBytes / 1e6:0.##} MB in, {demand.BytesOut / 1e6:0.##} MB out, {demand.CpuSeconds * 1000:0.#} ms of CPU, {Milliseconds(demand.DurationSeconds)} at {demand.Setup.MemorySize} MB on {demand.Setup.Architecture.Name()}.");

    public static string Milliseconds(double seconds) => FormattableString.Invariant($"{seconds * 1000:N0} ms");

    public static double PerMillion(Plan plan, double dollars) => dollars / plan.Demand.Workload.FilesPerMonth * 1e6;

    public static string Steps(Plan plan) => plan.StepSavings < 0.5
        ? "no price step is reached"
        : FormattableString.Invariant($"price steps save {Format.Dollars(plan.StepSavings)}; untiered {Format.Dollars(plan.Dollars + plan.StepSavings)}");

    public static string PresetsHeading(Plan plan) =>
        FormattableString.Invariant($"Compression presets, archives kept {plan.Demand.Workload.Processed.Days:0.##} days, $ a month");

    public static string BreakEven(PresetBreakEven between) => between.Days switch
    {
        null => $"{between.Smaller} never pays against {between.Quicker} within 10 years of retention.",
        0 => $"{between.Smaller} is cheaper than {between.Quicker} from the first day.",
        _ => $"{between.Smaller} is cheaper than {between.Quicker} where archives stay for {Format.Days(between.Days)} or more.",
    };

    public static string Prices(Plan plan) => $"List prices of {plan.Prices.Region}, {plan.Prices.Date}. {plan.Prices.Note}";

    public static string Measurements(Plan plan) => $"CPU times and ratios: {plan.Demand.Setup.Measurements}; what was given on the command line goes before.";
}
