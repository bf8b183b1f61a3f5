using Compressor.Toolkit.Prices;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>The month's bill for keeping sources and archives. A price's steps are reached by both together, and shared by volume.</summary>
internal static class StorageBill
{
    public static CostLines Create(Demand demand, PriceTable prices)
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

    private static void Add(
        CostLines lines, string what, IReadOnlyList<StorageMonth> months, double bytes, Dictionary<string, double> volumes, PriceTable prices)
    {
        foreach (var month in months)
        {
            var (storageClass, name) = (month.Class, month.Class.Name);
            var tier = month.Tier is null ? "" : $", {month.Tier.Name}";
            lines.Add(Share($"{what} in {name}{tier}", PriceOf(month), month.GigabyteMonths, volumes, prices, Basis(month, bytes)));
            if (month.StandardGigabyteMonths > 0)
            {
                var standard = PriceIds.Storage(StorageClass.Standard);
                lines.Add(Share($"{what}, index of {name} in STANDARD", standard, month.StandardGigabyteMonths, volumes, prices, "8 KiB each"));
            }

            var transition = storageClass == StorageClass.Standard ? PriceIds.Put(storageClass) : PriceIds.Transition(storageClass);
            FormattableString watched = $"{month.MonitoredObjects:N0} objects watched; nobody reads them";
            lines.Add(CostPart.Storage, $"{what} in {name}, monitoring", PriceIds.Monitoring, month.MonitoredObjects / 1000, watched)
                .Add(CostPart.Storage, $"{what} to {name}", transition, month.Transitions / 1000, $"{month.Transitions:N0} transition requests");
        }
    }

    private static string Basis(StorageMonth month, double bytes)
    {
        var basis = $"{Sizes.Format(bytes)} each";
        if (bytes < month.Class.MinimumBytes)
        {
            basis += $", charged as {month.Class.MinimumBytes / 1024} KiB";
        }

        if (month.EarlyGigabyteMonths > 0)
        {
            basis += FormattableString.Invariant(
                $", of which {month.EarlyGigabyteMonths:N0} GB-months for leaving before {month.Class.MinimumDays} days");
        }

        return month.Tier is { FromDay: > 0 and var day } ? $"{basis}, unread for {day} days" : basis;
    }

    private static string PriceOf(StorageMonth month) => PriceIds.Storage(month.Class, month.Tier);

    private static CostLine Share(
        string component, string id, double gigabyteMonths, Dictionary<string, double> volumes, PriceTable prices, string basis)
    {
        var price = prices[id];
        var dollars = price.Cost(volumes[id]) * gigabyteMonths / volumes[id];
        return new CostLine(
            CostGroup.Storage, CostPart.Storage, component, gigabyteMonths, price.Unit, dollars, gigabyteMonths * price.First, basis);
    }
}

/// <summary>What a steady flow of objects costs a month in one storage class, or in one tier of it, once as many leave as come.</summary>
/// <param name="Class">The storage class.</param>
/// <param name="Tier">The tier of it; null where it has none.</param>
/// <param name="GigabyteMonths">Bytes stored and charged, on average over a month, in 10^9.</param>
internal sealed record StorageMonth(StorageClass Class, AccessTier? Tier, double GigabyteMonths)
{
    private const double DaysPerMonth = Workload.HoursPerMonth / 24;

    /// <summary>Of <see cref="GigabyteMonths"/>, what is charged for objects that left before the class's minimum duration.</summary>
    public double EarlyGigabyteMonths { get; init; }

    /// <summary>Bytes that the class charges at STANDARD's price.</summary>
    public double StandardGigabyteMonths { get; init; }

    /// <summary>Objects that a lifecycle rule moves here a month.</summary>
    public double Transitions { get; init; }

    /// <summary>Objects that are watched, on average over a month.</summary>
    public double MonitoredObjects { get; init; }

    /// <summary>Follows a flow of equal objects, which nobody reads, along a path.</summary>
    public static IReadOnlyList<StorageMonth> Along(StoragePath path, double objectsPerMonth, double bytes) =>
        [.. path.Stays.SelectMany((stay, index) => Stay(stay, index > 0 ? objectsPerMonth : 0, objectsPerMonth / DaysPerMonth, bytes))];

    private static IEnumerable<StorageMonth> Stay(StorageStay stay, double transitions, double objectsPerDay, double bytes) =>
        stay.Class.AccessTiers.Count == 0
            ? [Whole(stay, objectsPerDay, bytes) with { Transitions = transitions }]
            : Tiers(stay, objectsPerDay, bytes).Select((month, index) => index > 0 ? month : month with
            {
                Transitions = transitions,
                MonitoredObjects = bytes >= stay.Class.MonitoredBytes ? objectsPerDay * stay.Days : 0,
            });

    private static StorageMonth Whole(StorageStay stay, double objectsPerDay, double bytes)
    {
        // Little's law once more: objects there = objects a day x days.
        var objects = objectsPerDay * stay.Days;
        var early = objectsPerDay * Math.Max(0, stay.Class.MinimumDays - stay.Days);
        var charged = (Math.Max(bytes, stay.Class.MinimumBytes) + stay.Class.OverheadBytes) / 1e9;
        return new StorageMonth(stay.Class, null, (objects + early) * charged)
        {
            EarlyGigabyteMonths = early * charged,
            StandardGigabyteMonths = objects * stay.Class.StandardOverheadBytes / 1e9,
        };
    }

    private static IEnumerable<StorageMonth> Tiers(StorageStay stay, double objectsPerDay, double bytes)
    {
        var tiers = bytes >= stay.Class.MonitoredBytes ? stay.Class.AccessTiers : [stay.Class.AccessTiers[0]];
        foreach (var (tier, until) in tiers.Zip(tiers.Skip(1).Select(next => (double)next.FromDay).Append(double.PositiveInfinity)))
        {
            var days = Math.Min(stay.Days, until) - tier.FromDay;
            if (days > 0)
            {
                yield return new StorageMonth(stay.Class, tier, objectsPerDay * days * bytes / 1e9);
            }
        }
    }
}
