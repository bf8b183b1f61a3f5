using Compressor.Toolkit.Prices;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>
/// The month's bill for keeping sources and archives. Both together reach the steps of a price, and share them by volume.
/// </summary>
internal static class StorageBill
{
    public static CostLines Create(Demand demand, PriceTable prices)
    {
        var workload = demand.Workload;
        var sources = workload.DeletesSources
            ? []
            : StorageMonth.Along(workload.Incoming, workload.FilesPerMonth, workload.AverageBytes);
        var archives = StorageMonth.Along(workload.Processed, demand.Archives, demand.BytesOut);
        var volumes = new Volumes([.. sources, .. archives], prices);

        var lines = new CostLines(prices);
        Add(lines, "Sources", sources, workload.AverageBytes, volumes);
        Add(lines, "Archives", archives, demand.BytesOut, volumes);
        return lines;
    }

    private static void Add(CostLines lines, string what, IReadOnlyList<StorageMonth> months, double bytes, Volumes volumes)
    {
        foreach (var month in months)
        {
            var (storageClass, name) = (month.Class, month.Class.Name);
            var tier = month.Tier is null ? "" : $", {month.Tier.Name}";
            lines.Add(volumes.Share($"{what} in {name}{tier}", month.Price, month.GigabyteMonths, Basis(month, bytes)));
            if (month.StandardGigabyteMonths > 0)
            {
                var index = $"{KiB(storageClass.StandardOverheadBytes)} each";
                lines.Add(volumes.Share($"{what}, index of {name} in STANDARD", Volumes.Standard, month.StandardGigabyteMonths, index));
            }

            var transition = storageClass == StorageClass.Standard ? PriceIds.Put(storageClass) : PriceIds.Transition(storageClass);
            var (watched, moved) = (month.MonitoredObjects, month.Transitions);
            lines
                .Add(
                    CostPart.Storage,
                    $"{what} in {name}, monitoring",
                    PriceIds.Monitoring,
                    watched / 1000,
                    $"{watched:N0} objects monitored; nobody reads them")
                .Add(CostPart.Storage, $"{what} to {name}", transition, moved / 1000, $"{moved:N0} transition requests");
        }
    }

    private static string Basis(StorageMonth month, double bytes)
    {
        var basis = $"{Sizes.Format(bytes)} each";
        if (bytes < month.Class.MinimumBytes)
        {
            basis += $", charged as {KiB(month.Class.MinimumBytes)}";
        }
        else if (bytes < month.Class.MonitoredBytes)
        {
            basis += $", not monitored: smaller than {KiB(month.Class.MonitoredBytes)}";
        }

        if (month.IsKeptBySize)
        {
            basis += $"; lifecycle rules move nothing smaller than {KiB(StorageClass.MinimumTransitionBytes)}";
        }

        if (month.EarlyGigabyteMonths > 0)
        {
            basis += $", of which {month.EarlyGigabyteMonths:N0} GB-months for leaving before {month.Class.MinimumDays} days";
        }

        return month.Tier is { FromDay: > 0 and var day } ? $"{basis}, unread for {day} days" : basis;
    }

    private static string KiB(int bytes) => $"{bytes / 1024} KiB";
}

/// <summary>GB-months by price: all that reach its steps together.</summary>
internal sealed class Volumes
{
    /// <summary>The price of STANDARD.</summary>
    public static readonly string Standard = PriceIds.Storage(StorageClass.Standard);

    private readonly Dictionary<string, double> _volumes;
    private readonly PriceTable _prices;

    public Volumes(IReadOnlyList<StorageMonth> months, PriceTable prices)
    {
        _prices = prices;
        _volumes = months.GroupBy(month => month.Price).ToDictionary(group => group.Key, group => group.Sum(month => month.GigabyteMonths));
        _volumes[Standard] = _volumes.GetValueOrDefault(Standard) + months.Sum(month => month.StandardGigabyteMonths);
    }

    /// <summary>A part of a volume, with its share of what the whole costs.</summary>
    public CostLine Share(string component, string id, double gigabyteMonths, string basis)
    {
        var price = _prices[id];
        var dollars = price.Cost(_volumes[id]) * gigabyteMonths / _volumes[id];
        var first = gigabyteMonths * price.First;
        return new CostLine(CostGroup.Storage, CostPart.Storage, component, gigabyteMonths, price.Unit, dollars, first, basis);
    }
}

/// <summary>What a steady flow of objects costs a month in one storage class, or in one tier of it, once as many leave as come.</summary>
/// <param name="Class">The storage class.</param>
/// <param name="Tier">The tier of it; null where it has none.</param>
/// <param name="GigabyteMonths">Bytes stored and charged, on average over a month, in 10^9.</param>
internal sealed record StorageMonth(StorageClass Class, AccessTier? Tier, double GigabyteMonths)
{
    /// <summary>The id of its price.</summary>
    public string Price => PriceIds.Storage(Class, Tier);

    /// <summary>Whether objects would move on, but are too small for a lifecycle rule to move them.</summary>
    public bool IsKeptBySize { get; init; }

    /// <summary>Of <see cref="GigabyteMonths"/>, what is charged for objects that left before the class's minimum duration.</summary>
    public double EarlyGigabyteMonths { get; init; }

    /// <summary>Bytes that the class charges at STANDARD's price.</summary>
    public double StandardGigabyteMonths { get; init; }

    /// <summary>Objects that a lifecycle rule moves here a month.</summary>
    public double Transitions { get; init; }

    /// <summary>Objects that are watched, on average over a month.</summary>
    public double MonitoredObjects { get; init; }

    /// <summary>Follows a flow of equal objects, which nobody reads, along a path. Small ones stay where the PUT brought them.</summary>
    public static IReadOnlyList<StorageMonth> Along(StoragePath path, double objectsPerMonth, double bytes)
    {
        var perDay = objectsPerMonth / Workload.DaysPerMonth;
        return path.Stays.Count > 1 && bytes < StorageClass.MinimumTransitionBytes
            ? [.. Stay(path.Stays[0] with { Days = path.Days }, 0, perDay, bytes).Select(month => month with { IsKeptBySize = true })]
            : [.. path.Stays.SelectMany((stay, index) => Stay(stay, index > 0 ? objectsPerMonth : 0, perDay, bytes))];
    }

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
