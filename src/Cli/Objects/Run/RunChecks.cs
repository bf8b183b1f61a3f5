using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Objects.DeadLetters;
using Compressor.Core.Outcomes;

namespace Compressor.Cli.Objects.Run;

/// <summary>Compares what became of each file with what the design says must.</summary>
internal static class RunChecks
{
    private static readonly string Compressed = Outcome.Compressed.Name();
    private static readonly string Duplicate = Outcome.Duplicate.Name();

    /// <summary>Returns what is not as it must be, each with a key; nothing if all is well.</summary>
    /// <param name="files">The run's files.</param>
    /// <param name="outcomes">What the function's responses said.</param>
    /// <param name="deadLetters">What the dead-letter queue held.</param>
    public static IEnumerable<string> Find(
        IReadOnlyList<RunFile> files, IReadOnlyList<ObjectOutcome> outcomes, IReadOnlyList<DeadLetterMessage> deadLetters)
    {
        var byKey = outcomes.ToLookup(outcome => outcome.Key);
        var letters = deadLetters
            .SelectMany(letter => letter.Objects, (letter, source) => (source.Key, Letter: letter))
            .ToLookup(pair => pair.Key, pair => pair.Letter);
        foreach (var file in files)
        {
            var problems = file.ErrorType is null
                ? Successes(file, byKey[file.Key])
                : Failures(file, byKey[file.Key], letters[file.Key]);
            foreach (var problem in problems)
            {
                yield return $"{file.Source.Name}: {problem}";
            }

            if (file.ErrorType is null && letters[file.Key].FirstOrDefault() is { } letter)
            {
                yield return $"{file.Source.Name}: in the dead-letter queue: {letter.ErrorType}: {letter.ErrorMessage}";
            }
        }

        var keys = files.Select(file => file.Key).ToHashSet(StringComparer.Ordinal);
        var told = outcomes.Select(outcome => outcome.Key).Concat(letters.Select(letter => letter.Key));
        foreach (var stray in told.Distinct().Where(key => !keys.Contains(key)))
        {
            yield return $"{stray}: an event for an object that this run did not upload";
        }

        foreach (var letter in deadLetters.Where(letter => letter.Objects.Count == 0))
        {
            yield return $"a dead letter that names no object: {letter.ErrorType}: {letter.ErrorMessage}";
        }
    }

    private static IEnumerable<string> Successes(RunFile file, IEnumerable<ObjectOutcome> outcomes)
    {
        var expected = Enumerable.Repeat(Duplicate, file.Deliveries - 1).Prepend(Compressed).ToArray();
        var found = outcomes.Select(outcome => outcome.Outcome).Order().ToArray();
        if (!found.SequenceEqual(expected))
        {
            yield return $"must be {string.Join(" + ", expected)}, was "
                + $"{(found.Length == 0 ? "never answered" : string.Join(" + ", found))}";
        }

        if (outcomes.FirstOrDefault(outcome => outcome.Outcome == Compressed) is { } compressed && compressed.BytesIn != file.Source.Size)
        {
            yield return $"read {compressed.BytesIn} bytes of {file.Source.Size}";
        }
    }

    private static IEnumerable<string> Failures(RunFile file, IEnumerable<ObjectOutcome> outcomes, IEnumerable<DeadLetterMessage> letters)
    {
        if (outcomes.FirstOrDefault() is { } outcome)
        {
            yield return $"should have failed with {file.ErrorType}, but was {outcome.Outcome}";
        }

        var types = letters.Select(letter => letter.ErrorType).ToArray();
        if (types is not [var only] || only != file.ErrorType)
        {
            yield return $"should be in the dead-letter queue once as {file.ErrorType}, but was "
                + $"{(types.Length == 0 ? "not there" : string.Join(" + ", types))}";
        }
    }
}
