namespace Compressor.Generators.CodeFixes;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearestName
{
    private const int LettersPerMistake = 3;

    /// <summary>
    /// Returns the candidate with the fewest mistakes between them: letters that are missing, added, wrong, or swapped with the next
    /// one. Null where the best one has more than one mistake in three letters, and in shorter names more than one.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        var best = candidates.Select(candidate => (Name: candidate, Mistakes: CountMistakes(name, candidate)))
            .OrderBy(static candidate => candidate.Mistakes).FirstOrDefault();
        return best.Name is not null && best.Mistakes <= Math.Max(1, name.Length / LettersPerMistake) ? best.Name : null;
    }

    // Optimal string alignment: https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance
    private static int CountMistakes(string found, string meant)
    {
        var counts = new int[found.Length + 1, meant.Length + 1];
        for (var i = 0; i <= found.Length; i++)
        {
            for (var j = 0; j <= meant.Length; j++)
            {
                counts[i, j] = i == 0 || j == 0 ? i + j : Best(found, meant, i, j, counts);
            }
        }

        return counts[found.Length, meant.Length];
    }

    private static int Best(string found, string meant, int i, int j, int[,] counts)
    {
        var replaced = counts[i - 1, j - 1] + (found[i - 1] == meant[j - 1] ? 0 : 1);
        var best = Math.Min(replaced, Math.Min(counts[i - 1, j], counts[i, j - 1]) + 1);
        var isSwapped = i > 1 && j > 1 && found[i - 1] == meant[j - 2] && found[i - 2] == meant[j - 1];
        return isSwapped ? Math.Min(best, counts[i - 2, j - 2] + 1) : best;
    }
}
