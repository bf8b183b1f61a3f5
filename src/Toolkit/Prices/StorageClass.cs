namespace Compressor.Toolkit.Prices;

/// <summary>A storage class of S3 and what it charges besides its price.</summary>
/// <param name="Name">Its name in S3's API, and in Terraform's <c>storage_class</c> and <c>processed_transitions</c>.</param>
/// <param name="MinimumDays">An object that leaves earlier is charged for the rest.</param>
/// <param name="MinimumBytes">A smaller object is charged as one of this size.</param>
/// <param name="OverheadBytes">What each object adds at this class's price: its index entry.</param>
/// <param name="StandardOverheadBytes">What each object adds at STANDARD's price: its name and metadata.</param>
/// <remarks>
/// From S3's user guide, "Understanding and managing Amazon S3 storage classes", "Lifecycle transition considerations" and "How S3
/// Intelligent-Tiering works".
/// </remarks>
public sealed record StorageClass(
    string Name, int MinimumDays = 0, int MinimumBytes = 0, int OverheadBytes = 0, int StandardOverheadBytes = 0)
{
    /// <summary>
    /// The size from which lifecycle rules move an object to another class, unless a rule names a size of its own, which
    /// Terraform's do not: the default of <c>TransitionDefaultMinimumObjectSize</c>.
    /// </summary>
    public const int MinimumTransitionBytes = 128 * KiB;

    private const int KiB = 1024;

    /// <summary>Where an object that nobody reads moves by itself, in order; empty for classes in which it stays where it is.</summary>
    public IReadOnlyList<AccessTier> AccessTiers { get; init; } = [];

    /// <summary>
    /// The size from which an object is watched, so that it can move; a smaller one stays in the first tier. Watching has a price.
    /// </summary>
    public int MonitoredBytes { get; init; }

    public static StorageClass Standard { get; } = new("STANDARD");

    /// <summary>The classes that a plan can weigh.</summary>
    public static IReadOnlyList<StorageClass> All { get; } =
    [
        Standard,
        new("STANDARD_IA", MinimumDays: 30, MinimumBytes: 128 * KiB),
        new("ONEZONE_IA", MinimumDays: 30, MinimumBytes: 128 * KiB),
        new("INTELLIGENT_TIERING")
        {
            AccessTiers = [new("FREQUENT", 0), new("INFREQUENT", 30), new("ARCHIVE_INSTANT", 90)],
            MonitoredBytes = 128 * KiB,
        },
        new("GLACIER_IR", MinimumDays: 90, MinimumBytes: 128 * KiB),
        new("GLACIER", MinimumDays: 90, OverheadBytes: 32 * KiB, StandardOverheadBytes: 8 * KiB),
        new("DEEP_ARCHIVE", MinimumDays: 180, OverheadBytes: 32 * KiB, StandardOverheadBytes: 8 * KiB),
    ];

    /// <summary>Returns the class of that name, or null.</summary>
    public static StorageClass? Find(string name) => All.FirstOrDefault(known => known.Name == name);
}

/// <summary>
/// A tier of INTELLIGENT_TIERING, into which S3 moves an object that was not read for a while; a read takes it back to the first one.
/// </summary>
/// <param name="Name">Its name in the price file.</param>
/// <param name="FromDay">Days without a read after which an object is in it.</param>
public sealed record AccessTier(string Name, int FromDay);
