using Compressor.Toolkit.Units;

namespace Compressor.Lab.Bench.Results;

/// <summary>What was measured of one thing.</summary>
/// <param name="Name">Such as <c>events/10 MB/balanced</c> or <c>cold/floor</c>: budgets name it so.</param>
/// <param name="Figures">Medians by name (<see cref="Figure"/>).</param>
internal sealed record Row(string Name, IReadOnlyDictionary<string, double> Figures)
{
    /// <summary>What the row stands beside: its name up to the last slash.</summary>
    public string Group => Name[..Name.LastIndexOf('/')];

    /// <summary>Returns a figure, or null where the row has none of that name.</summary>
    public double? this[string figure] => Figures.TryGetValue(figure, out var value) ? value : null;
}

/// <summary>Measured values by figure, of which the medians become a row.</summary>
internal sealed class Samples
{
    private readonly Dictionary<string, List<double>> _values = new(StringComparer.Ordinal);

    /// <summary>Adds a value.</summary>
    public void Add(string figure, double value)
    {
        if (!_values.TryGetValue(figure, out var values))
        {
            _values[figure] = values = [];
        }

        values.Add(value);
    }

    /// <summary>Returns the median of each figure, in the order in which they came up first.</summary>
    public Row ToRow(string name) => new(name, _values.ToDictionary(pair => pair.Key, pair => Quantiles.Find(pair.Value, 0.5)!.Value));
}
