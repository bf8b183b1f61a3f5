namespace Compressor.Cli.Objects.Verify;

/// <summary>What a verification counts. The names are those of checkpoints and of <c>--json</c>.</summary>
internal enum VerifyCount
{
    /// <summary>Sources that were compared.</summary>
    Checked,

    /// <summary>See <see cref="FindingKind.Missing"/>; so are the next four.</summary>
    Missing,
    Outdated,
    Foreign,
    Corrupt,
    Unmatched,

    /// <summary>Sources that are too young to judge.</summary>
    TooYoung,

    /// <summary>Sources from before the time that was asked for.</summary>
    TooOld,

    /// <summary>Sources that an event was sent for again.</summary>
    Requeued,

    /// <summary>Sources whose event was not taken, or that were replaced since they were listed.</summary>
    NotRequeued,

    /// <summary>LIST requests.</summary>
    Lists,

    /// <summary>Archives that were looked at one by one, with a HEAD request each.</summary>
    Heads,
}

/// <summary>How far a verification is, and what it found. Safe for concurrent use.</summary>
internal sealed class VerifyCounters
{
    private readonly long[] _counts = new long[Enum.GetValues<VerifyCount>().Length];

    /// <summary>Findings of all kinds.</summary>
    public long Problems => Enum.GetValues<FindingKind>().Sum(kind => this[From(kind)]);

    /// <summary>All sources, whether or not they were to be compared.</summary>
    public long Seen => this[VerifyCount.Checked] + this[VerifyCount.TooYoung] + this[VerifyCount.TooOld];

    /// <summary>A count.</summary>
    public long this[VerifyCount count] => Interlocked.Read(ref _counts[(int)count]);

    /// <summary>Adds to a count.</summary>
    public void Add(VerifyCount count, long number = 1) => Interlocked.Add(ref _counts[(int)count], number);

    /// <summary>Counts a finding.</summary>
    public void Add(FindingKind kind) => Add(From(kind));

    /// <summary>Adds all counts of another.</summary>
    public void Add(VerifyCounters other)
    {
        foreach (var count in Enum.GetValues<VerifyCount>())
        {
            Add(count, other[count]);
        }
    }

    /// <summary>Every count by its name in camel case.</summary>
    public IReadOnlyDictionary<string, long> ByName() => Enum.GetValues<VerifyCount>().ToDictionary(Name, count => this[count]);

    /// <summary>Reads what <see cref="ByName"/> returned.</summary>
    public static VerifyCounters From(IReadOnlyDictionary<string, long> counts)
    {
        var counters = new VerifyCounters();
        foreach (var count in Enum.GetValues<VerifyCount>())
        {
            counters.Add(count, counts.GetValueOrDefault(Name(count)));
        }

        return counters;
    }

    /// <summary>All of it in one line.</summary>
    public override string ToString() => string.Join(
        ", ",
        [
            $"{this[VerifyCount.Checked]} checked",
            .. Enum.GetValues<FindingKind>().Select(kind => $"{this[From(kind)]} {kind.ToString().ToLowerInvariant()}"),
            $"{this[VerifyCount.TooYoung]} too young",
            .. Unless(VerifyCount.TooOld, "too old"),
            $"{this[VerifyCount.Requeued]} requeued",
            .. Unless(VerifyCount.NotRequeued, "not requeued"),
            $"{this[VerifyCount.Lists]} LIST and {this[VerifyCount.Heads]} HEAD requests",
        ]);

    private string[] Unless(VerifyCount count, string words) => this[count] > 0 ? [$"{this[count]} {words}"] : [];

    private static VerifyCount From(FindingKind kind) => kind switch
    {
        FindingKind.Missing => VerifyCount.Missing,
        FindingKind.Outdated => VerifyCount.Outdated,
        FindingKind.Foreign => VerifyCount.Foreign,
        FindingKind.Corrupt => VerifyCount.Corrupt,
        _ => VerifyCount.Unmatched,
    };

    private static string Name(VerifyCount count) => $"{count}" is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "";
}
