using Compressor.Cli.Local;

namespace Compressor.Cli.Objects.Run;

/// <summary>Compares what became of each file with what the design says must.</summary>
internal static class RunChecks
{
    private const string Compressed = nameof(Compressed);
    private const string Duplicate = nameof(Duplicate);

    /// <summary>Returns what is not as it must be; each names a key. None where all is well.</summary>
    /// <param name="files">The run's files.</param>
    /// <param name="outcomes">What the function's responses said.</param>
    /// <param name="deadLetters">What the dead letter queue held.</param>
    public static IEnumerable<string> Find(
        IReadOnlyList<RunFile> files, IReadOnlyList<ObjectOutcome> outcomes, IReadOnlyList<DeadLetterMessage> deadLetters)
    {
        var byKey = outcomes.ToLookup(outcome => outcome.Key);
        var letters = deadLetters.SelectMany(letter => letter.Keys, (letter, key) => (key, letter)).ToLookup(pair => pair.key, pair => pair.letter);
        foreach (var file in files)
        {
            foreach (var problem in file.ErrorType is null ? Successes(file, byKey[file.Key]) : Failures(file, byKey[file.Key], letters[file.Key]))
            {
                yield return $"{file.Source.Name}: {problem}";
            }

            if (file.ErrorType is null && letters[file.Key].FirstOrDefault() is { } letter)
            {
                yield return $"{file.Source.Name}: in the dead letter queue: {letter.ErrorType}: {letter.ErrorMessage}";
            }
        }

        var keys = files.Select(file => file.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var stray in outcomes.Select(outcome => outcome.Key).Concat(letters.Select(letter => letter.Key)).Where(key => !keys.Contains(key)).Distinct())
        {
            yield return $"{stray}: an event for an object that this run did not upload";
        }

        foreach (var letter in deadLetters.Where(letter => letter.Keys.Count == 0))
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
            yield return $"must be {string.Join(" + ", expected)}, was {(found.Length == 0 ? "never answered" : string.Join(" + ", found))}";
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
            yield return $"must fail with {file.ErrorType}, was {outcome.Outcome}";
        }

        var types = letters.Select(letter => letter.ErrorType).ToArray();
        if (types is not [var only] || only != file.ErrorType)
        {
            yield return $"must be in the dead letter queue once as {file.ErrorType}, was {(types.Length == 0 ? "not there" : string.Join(" + ", types))}";
        }
    }
}
