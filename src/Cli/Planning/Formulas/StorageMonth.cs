namespace Compressor.Cli.Planning.Formulas;

/// <summary>What a steady flow of objects costs a month in one storage class, once as many leave as come.</summary>
/// <param name="Class">The storage class.</param>
/// <param name="GigabyteMonths">Bytes stored and charged, on average over a month, in 10^9.</param>
/// <param name="EarlyGigabyteMonths">Of these, what is charged for objects that left before the class's minimum duration.</param>
/// <param name="StandardGigabyteMonths">Bytes that the class charges at STANDARD's price.</param>
/// <param name="Transitions">Objects that a lifecycle rule moves here a month.</param>
internal sealed record StorageMonth(StorageClass Class, double GigabyteMonths, double EarlyGigabyteMonths, double StandardGigabyteMonths, double Transitions)
{
    private const double DaysPerMonth = Workload.HoursPerMonth / 24;

    /// <summary>Follows a flow of equal objects along a path.</summary>
    public static IReadOnlyList<StorageMonth> Along(StoragePath path, double objectsPerMonth, double bytes) =>
        [.. path.Stays.Select((stay, index) => At(stay, index > 0, objectsPerMonth, bytes))];

    /// <summary>GB-months of each class: all that reach its price steps together.</summary>
    public static IReadOnlyDictionary<StorageClass, double> Volumes(IReadOnlyList<StorageMonth> months)
    {
        var volumes = months.GroupBy(month => month.Class).ToDictionary(group => group.Key, group => group.Sum(month => month.GigabyteMonths));
        volumes[StorageClass.Standard] = volumes.GetValueOrDefault(StorageClass.Standard) + months.Sum(month => month.StandardGigabyteMonths);
        return volumes;
    }

    private static StorageMonth At(StorageStay stay, bool byTransition, double objectsPerMonth, double bytes)
    {
        // Little's law once more: objects there = objects a day × days.
        var objectMonths = objectsPerMonth / DaysPerMonth * stay.Days;
        var earlyMonths = objectsPerMonth / DaysPerMonth * Math.Max(0, stay.Class.MinimumDays - stay.Days);
        var charged = (Math.Max(bytes, stay.Class.MinimumBytes) + stay.Class.OverheadBytes) / 1e9;
        return new StorageMonth(
            stay.Class,
            (objectMonths + earlyMonths) * charged,
            earlyMonths * charged,
            objectMonths * stay.Class.StandardOverheadBytes / 1e9,
            byTransition ? objectsPerMonth : 0);
    }
}
