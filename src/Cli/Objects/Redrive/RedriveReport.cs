using Compressor.Cli.Objects.DeadLetters;

namespace Compressor.Cli.Objects.Redrive;

/// <summary>A pass over the dead-letter queue, by error type. Safe for concurrent use while it is made.</summary>
internal sealed class RedriveReport
{
    private readonly SortedDictionary<string, (string Example, int[] Counts)> _groups = new(StringComparer.Ordinal);

    /// <summary>
    /// The error types, each with what one of its messages is about: the first key in alphabetical order, so that two passes show the same.
    /// </summary>
    public IEnumerable<(string ErrorType, string Example)> Groups => _groups.Select(group => (group.Key, group.Value.Example));

    /// <summary>How many messages there were.</summary>
    public int Total => _groups.Values.Sum(group => group.Counts.Sum());

    /// <summary>How many messages came to <paramref name="outcome"/>: all, or those with <paramref name="errorType"/>.</summary>
    public int Count(RedriveOutcome outcome, string? errorType = null) =>
        _groups.Where(group => errorType is null || group.Key == errorType).Sum(group => group.Value.Counts[(int)outcome]);

    /// <summary>How far the pass is, in one line.</summary>
    public override string ToString()
    {
        lock (_groups)
        {
            return $"{Total} messages, {Count(RedriveOutcome.Sent)} sent, {Count(RedriveOutcome.Lost)} lost, "
                + $"{Count(RedriveOutcome.Failed)} failed";
        }
    }

    public void Add(DeadLetterMessage letter, RedriveOutcome outcome)
    {
        lock (_groups)
        {
            var about = letter.Keys.FirstOrDefault() ?? letter.ErrorMessage;
            var (example, counts) = _groups.GetValueOrDefault(letter.ErrorType, (about, new int[Enum.GetValues<RedriveOutcome>().Length]));
            counts[(int)outcome]++;
            _groups[letter.ErrorType] = (string.CompareOrdinal(about, example) < 0 ? about : example, counts);
        }
    }
}
