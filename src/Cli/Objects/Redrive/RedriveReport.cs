namespace Compressor.Cli.Objects.Redrive;

/// <summary>What became of one message.</summary>
internal enum RedriveOutcome
{
    /// <summary>It was only looked at.</summary>
    Seen,

    /// <summary>Its event was taken by Lambda, and it was deleted.</summary>
    Sent,

    /// <summary>Another error type was asked for.</summary>
    NotAskedFor,

    /// <summary>Neither its object nor an archive of it is there: kept.</summary>
    Lost,

    /// <summary>It could not be sent, or it could not be told whether it is lost: kept.</summary>
    Failed,
}

/// <summary>One error type's messages.</summary>
internal sealed class RedriveGroup
{
    private readonly int[] _counts = new int[Enum.GetValues<RedriveOutcome>().Length];

    /// <summary>A message of the group, for the reader to see what it is about.</summary>
    public string Example { get; private set; } = "";

    /// <summary>How many there are.</summary>
    public int Total => _counts.Sum();

    /// <summary>How many came to <paramref name="outcome"/>.</summary>
    public int Count(RedriveOutcome outcome) => _counts[(int)outcome];

    public void Add(DeadEvent dead, RedriveOutcome outcome)
    {
        _counts[(int)outcome]++;
        Example = Example.Length > 0 ? Example : dead.Letter.Objects.Count > 0 ? dead.Letter.Objects[0].Key : dead.Letter.ErrorMessage;
    }
}

/// <summary>A pass over the dead letter queue, by error type. Safe for concurrent use while it is made.</summary>
internal sealed class RedriveReport
{
    private readonly SortedDictionary<string, RedriveGroup> _groups = new(StringComparer.Ordinal);

    /// <summary>The groups by error type.</summary>
    public IReadOnlyDictionary<string, RedriveGroup> Groups => _groups;

    /// <summary>How many messages came to <paramref name="outcome"/>.</summary>
    public int Count(RedriveOutcome outcome) => _groups.Values.Sum(group => group.Count(outcome));

    /// <summary>How many messages there were.</summary>
    public int Total => _groups.Values.Sum(group => group.Total);

    public void Add(DeadEvent dead, RedriveOutcome outcome)
    {
        lock (_groups)
        {
            if (!_groups.TryGetValue(dead.Letter.ErrorType, out var group))
            {
                _groups[dead.Letter.ErrorType] = group = new();
            }

            group.Add(dead, outcome);
        }
    }
}
