
namespace Compressor.Lab.Bench.Results;

/// <summary>What rows of the same run say about each other.</summary>
internal static class Ratios
{
    /// <summary>A figure of one row by that of another.</summary>
    /// <param name="Text">What it is.</param>
    /// <param name="Value">The quotient, or the figure itself where it stands alone.</param>
    /// <param name="Unit">Such as <c>x</c> or <c>ms</c>.</param>
    internal sealed record Line(string Text, double Value, string Unit = "x");

    /// <summary>Returns the comparisons that goals are about, as far as the rows are there.</summary>
    public static IReadOnlyList<Line> Create(IReadOnlyList<Row> rows)
    {
        var byName = rows.ToDictionary(row => row.Name, StringComparer.Ordinal);
        var groups = rows.Select(row => row.Name[..row.Name.LastIndexOf('/')]).Distinct();
        return [.. groups.SelectMany(group => group == "cold" ? Cold(byName) : Warm(byName, group)).OfType<Line>()];
    }

    private static IEnumerable<Line?> Warm(Dictionary<string, Row> rows, string group)
    {
        foreach (var engine in new[] { "balanced", "fast", "small" })
        {
            yield return Quotient(rows, $"{group}: CPU over the engine, {engine}, to plain HTTP GET and PUT", ($"{group}/{engine}", Figure.OverEngine), ($"{group}/plain HTTP", Figure.Cpu));
        }

        yield return Quotient(rows, $"{group}: CPU, fast to usual Fastest", ($"{group}/fast", Figure.Cpu), ($"{group}/usual Fastest", Figure.Cpu));
        yield return Quotient(rows, $"{group}: size, fast to usual Fastest", ($"{group}/fast", Figure.Ratio), ($"{group}/usual Fastest", Figure.Ratio));
        yield return Quotient(rows, $"{group}: CPU, balanced to usual Optimal", ($"{group}/balanced", Figure.Cpu), ($"{group}/usual Optimal", Figure.Cpu));
        yield return Quotient(rows, $"{group}: size, balanced to usual Optimal", ($"{group}/balanced", Figure.Ratio), ($"{group}/usual Optimal", Figure.Ratio));
    }

    private static IEnumerable<Line?> Cold(Dictionary<string, Row> rows)
    {
        yield return Quotient(rows, "cold cost, to the baseline", ("cold/compressor", Figure.ColdCost), ("cold/baseline", Figure.ColdCost));
        yield return Quotient(rows, "init, to the floor", ("cold/compressor", Figure.Init), ("cold/floor", Figure.Init));
        yield return Quotient(rows, "init without warm-up, to the floor", ("cold/compressor, no warm-up", Figure.Init), ("cold/floor", Figure.Init));
    }

    private static Line? Quotient(Dictionary<string, Row> rows, string text, (string Row, string Figure) one, (string Row, string Figure) other) =>
        rows.GetValueOrDefault(one.Row)?[one.Figure] is { } value && rows.GetValueOrDefault(other.Row)?[other.Figure] is { } by && by > 0
            ? new(text, value / by)
            : null;
}
