using Compressor.Cli.Capacity.Planning.Formulas;
using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>What a compression preset costs a month at the retention given: the time to make archives, and the room they take.</summary>
/// <param name="Preset">The preset.</param>
/// <param name="DurationSeconds">An average invocation.</param>
/// <param name="ComputeDollars">Lambda's time a month.</param>
/// <param name="StorageDollars">Sources and archives a month.</param>
internal sealed record PresetChoice(CompressionPreset Preset, double DurationSeconds, double ComputeDollars, double StorageDollars)
{
    public double Dollars => ComputeDollars + StorageDollars;

    /// <summary>Weighs one preset.</summary>
    public static PresetChoice Of(CompressionPreset preset, Workload workload, FunctionSetup setup, PriceTable prices)
    {
        var demand = Demand.Of(workload, setup with { Preset = preset, DurationSeconds = null });
        return new PresetChoice(
            preset,
            demand.DurationSeconds,
            ProcessingBill.Compute(demand, prices).Sum(line => line.Dollars),
            StorageBill.Of(demand, prices).Sum(line => line.Dollars));
    }
}

/// <summary>From when on one preset is cheaper than another.</summary>
/// <param name="Quicker">The one that takes less time.</param>
/// <param name="Smaller">The one whose archives are smaller.</param>
/// <param name="Days">Days of retention from which the smaller one is cheaper; null where it never is within ten years.</param>
internal sealed record PresetBreakEven(string Quicker, string Smaller, double? Days)
{
    /// <summary>Compares each preset with the next one.</summary>
    public static IReadOnlyList<PresetBreakEven> Between(IReadOnlyList<CompressionPreset> presets, Workload workload, FunctionSetup setup, PriceTable prices)
    {
        double Cost(CompressionPreset preset, double days) =>
            PresetChoice.Of(preset, workload with { Processed = workload.Processed.For(days) }, setup, prices).Dollars;

        return
        [
            .. presets.Zip(presets.Skip(1), (quicker, smaller) => new PresetBreakEven(
                quicker.Name, smaller.Name, BreakEven.Days(days => Cost(quicker, days), days => Cost(smaller, days)))),
        ];
    }
}
