using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>What is asked of a deployment: how many files, how large, how they come, and how long they stay.</summary>
internal sealed record Workload
{
    /// <summary>The hours of a month.</summary>
    public const double HoursPerMonth = DaysPerMonth * 24;

    /// <summary>The days of a month.</summary>
    public const double DaysPerMonth = 30;

    /// <summary>Files an hour on average, bursts among them.</summary>
    public double FilesPerHour { get; init; } = UsualWorkload.FilesPerHour;

    /// <summary>The average size of a file in bytes.</summary>
    public double AverageBytes { get; init; } = UsualWorkload.FileBytes;

    /// <summary>The size in bytes that 99 of 100 files do not exceed.</summary>
    public double P99Bytes { get; init; } = UsualWorkload.FileBytes;

    /// <summary>How many times the average rate comes in a burst, 1 or more.</summary>
    public double BurstFactor { get; init; } = UsualWorkload.BurstFactor;

    /// <summary>How long a burst lasts, in minutes.</summary>
    public double BurstMinutes { get; init; } = 10;

    /// <summary>Bursts a day.</summary>
    public double BurstsPerDay { get; init; } = 1;

    /// <summary>How long a source stays; with <see cref="DeletesSources"/> it is gone within seconds and this is not used.</summary>
    public StoragePath Incoming { get; init; } = StoragePath.Parse("STANDARD:7");

    /// <summary>Whether a source is deleted once its archive is stored and verified.</summary>
    public bool DeletesSources { get; init; }

    /// <summary>Where archives lie, and how long.</summary>
    public StoragePath Processed { get; init; } = StoragePath.Parse("STANDARD:30");

    /// <summary>The share of files that fail for good: three attempts and a dead letter.</summary>
    public double FailureRate { get; init; } = 1e-6;

    public double FilesPerSecond => FilesPerHour / 3600;

    public double FilesPerMonth => FilesPerHour * HoursPerMonth;

    public double FilesPerDay => FilesPerHour * 24;
}

/// <summary>
/// An object's life from the PUT to its expiry, such as <c>STANDARD:30,GLACIER_IR:335</c>: the first class is the PUT's, each further
/// one a lifecycle transition.
/// </summary>
/// <param name="Stays">The classes in order; empty where the object is deleted at once.</param>
internal sealed record StoragePath(IReadOnlyList<StorageStay> Stays)
{
    /// <summary>Days from the PUT to the expiry.</summary>
    public double Days => Stays.Sum(stay => stay.Days);

    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text has another form; the message says what is wrong.</exception>
    public static StoragePath Parse(string text)
    {
        var stays = new List<StorageStay>();
        foreach (var part in text.Split(','))
        {
            var pair = part.Trim().Split(':');
            if (pair.Length != 2 || !double.TryParse(pair[1], out var days) || days is not (> 0 and <= 36_500))
            {
                throw new FormatException($"'{part.Trim()}' is not CLASS:DAYS, such as STANDARD:30");
            }

            var names = string.Join(", ", StorageClass.All.Select(known => known.Name));
            var storageClass = StorageClass.Find(pair[0].ToUpperInvariant());
            stays.Add(new(storageClass ?? throw new FormatException($"'{pair[0]}' is not one of {names}"), days));
        }

        return new StoragePath(stays);
    }

    /// <summary>The same path, ended or prolonged (in its last class) so that it takes that many days.</summary>
    public StoragePath For(double days)
    {
        var (stays, left) = (new List<StorageStay>(), days);
        foreach (var (stay, last) in Stays.Select((stay, index) => (stay, index == Stays.Count - 1)))
        {
            var taken = last ? left : Math.Min(left, stay.Days);
            if (taken > 0)
            {
                stays.Add(stay with { Days = taken });
            }

            left -= taken;
        }

        return new StoragePath(stays);
    }

    public override string ToString() => string.Join(",", Stays.Select(stay => $"{stay.Class.Name}:{stay.Days:0.##}"));
}

/// <summary>A part of an object's life: in which class, for how many days.</summary>
/// <param name="Class">The storage class.</param>
/// <param name="Days">Days in it, more than 0.</param>
internal sealed record StorageStay(StorageClass Class, double Days);
