using Compressor.Cli.Planning.Formulas;
using Compressor.Cli.Planning.Prices;

namespace Compressor.Cli.Planning;

/// <summary>The month's bill for keeping sources and archives. A class's price steps are reached by both together, and shared by volume.</summary>
internal static class StorageBill
{
    public static CostLines Of(Demand demand, PriceTable prices)
    {
        var workload = demand.Workload;
        var sources = workload.DeletesSources ? [] : StorageMonth.Along(workload.Incoming, workload.FilesPerMonth, workload.AverageBytes);
        var archives = StorageMonth.Along(workload.Processed, demand.Archives, demand.BytesOut);
        var volumes = StorageMonth.Volumes([.. sources, .. archives]);

        var lines = new CostLines(prices);
        Add(lines, "Sources", sources, workload.AverageBytes, volumes, prices);
        Add(lines, "Archives", archives, demand.BytesOut, volumes, prices);
        return lines;
    }

    private static void Add(CostLines lines, string what, IReadOnlyList<StorageMonth> months, double bytes, IReadOnlyDictionary<StorageClass, double> volumes, PriceTable prices)
    {
        foreach (var month in months)
        {
            var early = month.EarlyGigabyteMonths > 0 ? $", of which {month.EarlyGigabyteMonths:N0} GB-months for leaving before {month.Class.MinimumDays} days" : "";
            lines.Add(Share(what, month.Class, month.GigabyteMonths, volumes, prices, FormattableString.Invariant($"{bytes / 1e6:0.##} MB each") + early));
            if (month.StandardGigabyteMonths > 0)
            {
                lines.Add(Share($"{what}, index of {month.Class.Name}", StorageClass.Standard, month.StandardGigabyteMonths, volumes, prices, "8 KiB each"));
            }

            lines.Add($"{what} to {month.Class.Name}", PriceTransition(month), month.Transitions / 1000, $"{month.Transitions:N0} transition requests", CostGroup.Storage);
        }
    }

    private static string PriceTransition(StorageMonth month) =>
        month.Class == StorageClass.Standard ? PriceIds.Put(month.Class) : PriceIds.Transition(month.Class);

    private static CostLine Share(
        string what, StorageClass storageClass, double gigabyteMonths, IReadOnlyDictionary<StorageClass, double> volumes, PriceTable prices, string basis)
    {
        var price = prices[PriceIds.Storage(storageClass)];
        return new CostLine(
            CostGroup.Storage,
            $"{what} in {storageClass.Name}",
            gigabyteMonths,
            price.Unit,
            price.Cost(volumes[storageClass]) * gigabyteMonths / volumes[storageClass],
            gigabyteMonths * price.First,
            basis);
    }
}
