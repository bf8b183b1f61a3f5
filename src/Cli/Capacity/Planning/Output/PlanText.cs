using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Reports;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Planning.Output;

/// <summary>The sentences that a plan's table and report share.</summary>
internal static class PlanText
{
    public static string Headline(Plan plan)
    {
        var demand = plan.Demand;
        var worst = plan.Verdicts.Max(verdict => verdict.Standing);
        var names = string.Join(", ", plan.Verdicts.Where(verdict => verdict.Standing == worst).Select(NameInSentence));
        var scale = worst switch
        {
            Standing.Ok => "It scales as it is",
            Standing.Watch => $"It scales; watch {names}",
            _ => $"Before it scales, act on {names}",
        };
        var rate = $"{demand.Workload.FilesPerHour:N0} files an hour cost {Format.Dollars(plan.Dollars)} a month";
        var parts = $"{Format.Dollars(plan.ProcessingDollars)} to make archives, {Format.Dollars(plan.StorageDollars)} to keep them";
        var sources = demand.Workload.DeletesSources ? "" : " and their sources";
        var each = Format.Dollars(plan.Dollars / demand.Workload.FilesPerMonth);
        var million = Format.Dollars(plan.PerMillionFiles(plan.Dollars));
        return $"{scale}. {rate}: {parts}{sources}. That is {million} a million files, {each} each.";
    }

    public static Tone Tone(Standing standing) => standing switch
    {
        Standing.Ok => Toolkit.Reports.Tone.Ok,
        Standing.Watch => Toolkit.Reports.Tone.Watch,
        _ => Toolkit.Reports.Tone.Act,
    };

    public static string Invocation(Demand demand)
    {
        var (bytesIn, bytesOut) = (Sizes.Format(demand.Workload.AverageBytes), Sizes.Format(demand.BytesOut));
        var (cpu, time) = (Durations.Format(demand.CpuSeconds), Durations.Format(demand.DurationSeconds));
        var function = $"{demand.Setup.MemorySize} MB on {demand.Setup.Architecture.Name()}";
        return demand.FilesPerInvocation == 1
            ? $"An average invocation: {bytesIn} in, {bytesOut} out, {cpu} of CPU, {time} at {function}."
            : $"An average invocation: {demand.FilesPerInvocation:0.#} files that overlap, "
                + $"each {bytesIn} in, {bytesOut} out, {cpu} of CPU; {time} for all at {function}.";
    }

    public static string Steps(Plan plan) => plan.StepSavings < 0.5
        ? "no price step is reached"
        : $"price steps save {Format.Dollars(plan.StepSavings)}; untiered {Format.Dollars(plan.Dollars + plan.StepSavings)}";

    public static string PresetsHeading(Plan plan) =>
        $"Compression presets, archives kept {plan.Demand.Workload.Processed.Days:0.##} days, $ a month";

    public static string BreakEvens(Plan plan) => string.Join(" ", plan.BreakEvens.Select(BreakEven));

    public static string BreakEven(PresetBreakEven between) => between.Days switch
    {
        null => $"{between.Smaller} never pays off against {between.Quicker} within 10 years of retention.",
        0 => $"{between.Smaller} is cheaper than {between.Quicker} from the first day.",
        _ => $"{between.Smaller} is cheaper than {between.Quicker} if archives stay for {between.Days:0.#} days or more.",
    };

    public static string Prices(Plan plan) => $"List prices of {plan.Prices.Region}, {plan.Prices.Date}. {plan.Prices.Note}";

    public static string Measurements(Plan plan) =>
        $"CPU times and ratios: {plan.Demand.Setup.Measurements}, except what was given on the command line.";

    /// <summary>The bottleneck inside a sentence: S3 keeps its capitals.</summary>
    private static string NameInSentence(Verdict verdict) =>
        verdict.Bottleneck == Bottleneck.PrefixRate ? verdict.Name : verdict.Name.ToLowerInvariant();
}
