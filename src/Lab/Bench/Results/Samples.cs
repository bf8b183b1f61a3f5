using Compressor.Toolkit.Units;

namespace Compressor.Lab.Bench.Results;

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
    public Row ToRow(string name) => new(name, _values.ToDictionary(pair => pair.Key, pair => Quantiles.Of(pair.Value, 0.5)!.Value));
}
