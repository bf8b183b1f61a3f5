using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;

namespace Compressor.Lab.Tuning;

/// <summary>The sizes to choose from.</summary>
/// <param name="Cheapest">The least dollars a million.</param>
/// <param name="Fastest">The least median duration; of those within 2 % of it the smallest.</param>
/// <param name="Balanced">The least product of dollars and duration: where a percent of one is bought with a percent of the other.</param>
internal sealed record TunePicks(TuneRow Cheapest, TuneRow Fastest, TuneRow Balanced)
{
    private const double AsFast = 1.02;

    /// <summary>Each pick with its name.</summary>
    public IReadOnlyList<(string Name, TuneRow Row)> Named => [("cheapest", Cheapest), ("fastest", Fastest), ("balanced", Balanced)];

    /// <summary>Chooses among the sizes that did well, or returns null where none did.</summary>
    public static TunePicks? Choose(IReadOnlyList<TuneRow> rows, PriceTable prices, Architecture architecture)
    {
        var good = rows.Where(row => row.Problem is null && row.Milliseconds.Count > 0).OrderBy(row => row.MemorySize).ToList();
        if (good.Count == 0)
        {
            return null;
        }

        var least = good.Min(row => row.Quantile(0.5));
        return new TunePicks(
            good.MinBy(row => row.DollarsPerMillion(prices, architecture))!,
            good.First(row => row.Quantile(0.5) <= least * AsFast),
            good.MinBy(row => row.DollarsPerMillion(prices, architecture) * row.Quantile(0.5))!);
    }

    /// <summary>
    /// Terraform variables for a size that was picked, with the concurrency that a workload's bursts need at its duration.
    /// </summary>
    public static string Variables(TuneRow row, TuneWorkload workload)
    {
        var burst = Concurrency.Needed(workload.FilesPerHour / 3600 * workload.BurstFactor / row.Batch * row.Milliseconds.Average() / 1000);
        return FormattableString.Invariant($"memory_size = {row.MemorySize}, reserved_concurrency = {Math.Ceiling(burst / 50.0) * 50:0}");
    }
}
