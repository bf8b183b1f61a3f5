using Compressor.Cli.Capacity.Planning.Formulas;
using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>The month's bill for keeping sources and archives. A price's steps are reached by both together, and shared by volume.</summary>
internal static class StorageBill
{
    public static CostLines Of(Demand demand, PriceTable prices)
    {
        var workload = demand.Workload;
        var sources = workload.DeletesSources ? [] : StorageMonth.Along(workload.Incoming, workload.FilesPerMonth, workload.AverageBytes);
        var archives = StorageMonth.Along(workload.Processed, demand.Archives, demand.BytesOut);
        var volumes = Volumes([.. sources, .. archives]);

        var lines = new CostLines(prices);
        Add(lines, "Sources", sources, workload.AverageBytes, volumes, prices);
        Add(lines, "Archives", archives, demand.BytesOut, volumes, prices);
        return lines;
    }

    /// <summary>GB-months by price: all that reach its steps together.</summary>
    private static Dictionary<string, double> Volumes(IReadOnlyList<StorageMonth> months)
    {
        var volumes = months.GroupBy(PriceOf).ToDictionary(group => group.Key, group => group.Sum(month => month.GigabyteMonths));
        var standard = PriceIds.Storage(StorageClass.Standard);
        volumes[standard] = volumes.GetValueOrDefault(standard) + months.Sum(month => month.StandardGigabyteMonths);
        return volumes;
    }

    private static void Add(CostLines lines, string what, IReadOnlyList<StorageMonth> months, double bytes, Dictionary<string, double> volumes, PriceTable prices)
    {
        foreach (var month in months)
        {
            var name = month.Class.Name;
            var basis = FormattableString.Invariant($"{bytes / 1e6:0.##} MB each")
                + (month.EarlyGigabyteMonths > 0 ? $", of which {month.EarlyGigabyteMonths:N0} GB-months for leaving before {month.Class.MinimumDays} days" : "")
                + (month.Tier is { FromDay: > 0 and var day } ? $", unread for {day} days" : "");
            lines.Add(Share($"{what} in {name}{(month.Tier is { } tier ? $", {tier.Name}" : "")}", PriceOf(month), month.GigabyteMonths, volumes, prices, basis));
            if (month.StandardGigabyteMonths > 0)
            {
                lines.Add(Share($"{what}, index of {name} in STANDARD", PriceIds.Storage(StorageClass.Standard), month.StandardGigabyteMonths, volumes, prices, "8 KiB each"));
            }

            lines.Add($"{what} in {name}, monitoring", PriceIds.Monitoring, month.MonitoredObjects / 1000, $"{month.MonitoredObjects:N0} objects watched; nobody reads them", CostGroup.Storage)
                .Add($"{what} to {name}", month.Class == StorageClass.Standard ? PriceIds.Put(month.Class) : PriceIds.Transition(month.Class), month.Transitions / 1000, $"{month.Transitions:N0} transition requests", CostGroup.Storage);
        }
    }

    private static string PriceOf(StorageMonth month) => PriceIds.Storage(month.Class, month.Tier);

    private static CostLine Share(string component, string id, double gigabyteMonths, Dictionary<string, double> volumes, PriceTable prices, string basis)
    {
        var price = prices[id];
        return new CostLine(CostGroup.Storage, component, gigabyteMonths, price.Unit, price.Cost(volumes[id]) * gigabyteMonths / volumes[id], gigabyteMonths * price.First, basis);
    }
}
