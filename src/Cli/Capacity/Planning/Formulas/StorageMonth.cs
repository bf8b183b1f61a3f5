using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Capacity.Planning.Formulas;

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
