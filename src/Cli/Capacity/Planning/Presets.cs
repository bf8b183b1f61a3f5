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
    public static PresetChoice Create(CompressionPreset preset, Workload workload, FunctionSetup setup, PriceTable prices)
    {
        var demand = Demand.Create(workload, setup with { Preset = preset, DurationSeconds = null });
        return new PresetChoice(
            preset,
            demand.DurationSeconds,
            ProcessingBill.Compute(demand, prices).Sum(line => line.Dollars),
            StorageBill.Create(demand, prices).Sum(line => line.Dollars));
    }
}

/// <summary>From when on one preset is cheaper than another.</summary>
/// <param name="Quicker">The one that takes less time.</param>
/// <param name="Smaller">The one whose archives are smaller.</param>
/// <param name="Days">Days of retention from which the smaller one is cheaper; null where it never is within ten years.</param>
internal sealed record PresetBreakEven(string Quicker, string Smaller, double? Days)
{
    /// <summary>Compares each preset with the next one of its format.</summary>
    public static IReadOnlyList<PresetBreakEven> Between(
        IReadOnlyList<CompressionPreset> presets, Workload workload, FunctionSetup setup, PriceTable prices)
    {
        double Cost(CompressionPreset preset, double days) =>
            PresetChoice.Create(preset, workload with { Processed = workload.Processed.For(days) }, setup, prices).Dollars;

        return
        [
            .. presets.Zip(presets.Skip(1)).Where(pair => pair.First.Format == pair.Second.Format).Select(pair => new PresetBreakEven(
                pair.First.Name,
                pair.Second.Name,
                BreakEven.Days(days => Cost(pair.First, days), days => Cost(pair.Second, days)))),
        ];
    }
}

/// <summary>The days of retention from which a smaller archive is worth its CPU time.</summary>
internal static class BreakEven
{
    /// <summary>Where the search ends.</summary>
    public const double MaxDays = 3650;

    /// <summary>
    /// Returns the days at which two costs are equal, 0 where the second is cheaper from the first day, or null where it never is.
    /// </summary>
    /// <param name="first">Cost a month for days of retention, of what is cheaper at first.</param>
    /// <param name="second">The same, of what grows more slowly.</param>
    public static double? Days(Func<double, double> first, Func<double, double> second)
    {
        var (low, high) = (0.0, MaxDays);
        if (second(low) <= first(low))
        {
            return low;
        }

        if (second(high) > first(high))
        {
            return null;
        }

        while (high - low > 0.01)
        {
            var middle = (low + high) / 2;
            (low, high) = second(middle) <= first(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }
}
