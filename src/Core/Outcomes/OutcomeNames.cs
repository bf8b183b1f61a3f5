namespace Compressor.Core.Outcomes;

/// <summary>
/// The outcomes by name, as responses, metrics and reports have them. No reflection: the function is compiled ahead of time.
/// </summary>
public static class OutcomeNames
{
    /// <summary>Every name, in the order of <see cref="Outcome"/>.</summary>
    public static IReadOnlyList<string> All { get; } =
        [
            nameof(Outcome.Compressed),
            nameof(Outcome.Duplicate),
            nameof(Outcome.Superseded),
            nameof(Outcome.SourceMissing),
            nameof(Outcome.Skipped)];

    /// <summary>Returns the name of an outcome.</summary>
    public static string Name(this Outcome outcome) => All[(int)outcome];
}
