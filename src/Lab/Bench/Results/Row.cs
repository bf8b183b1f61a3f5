namespace Compressor.Lab.Bench.Results;

/// <summary>What was measured of one thing.</summary>
/// <param name="Name">Such as <c>events/10 MB/balanced</c> or <c>cold/floor</c>: budgets name it so.</param>
/// <param name="Figures">Medians by name (<see cref="Figure"/>).</param>
internal sealed record Row(string Name, IReadOnlyDictionary<string, double> Figures)
{
    /// <summary>Returns a figure, or null where the row has none of that name.</summary>
    public double? this[string figure] => Figures.TryGetValue(figure, out var value) ? value : null;
}
