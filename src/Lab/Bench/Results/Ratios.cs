
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
        var groups = rows.Select(row => row.Group).Distinct();
        return [.. groups.SelectMany(group => group == "cold" ? Cold(byName) : Warm(byName, group)).OfType<Line>()];
    }

    private static IEnumerable<Line?> Warm(Dictionary<string, Row> rows, string group)
    {
        Line? Compare(string text, (string Row, string Figure) one, (string Row, string Figure) other) =>
            Quotient(rows, $"{group}: {text}", ($"{group}/{one.Row}", one.Figure), ($"{group}/{other.Row}", other.Figure));

        foreach (var engine in new[] { "balanced", "fast", "small" })
        {
            yield return Compare(
                $"CPU over the engine, {engine}, to plain HTTP GET and PUT", (engine, Figure.OverEngine), ("plain HTTP", Figure.Cpu));
        }

        foreach (var (ours, usual) in new[] { ("fast", "usual Fastest"), ("balanced", "usual Optimal") })
        {
            yield return Compare($"CPU, {ours} to {usual}", (ours, Figure.Cpu), (usual, Figure.Cpu));
            yield return Compare($"size, {ours} to {usual}", (ours, Figure.Ratio), (usual, Figure.Ratio));
        }
    }

    private static IEnumerable<Line?> Cold(Dictionary<string, Row> rows)
    {
        yield return Quotient(rows, "cold cost, to the baseline", ("cold/compressor", Figure.ColdCost), ("cold/baseline", Figure.ColdCost));
        yield return Quotient(rows, "init, to the floor", ("cold/compressor", Figure.Init), ("cold/floor", Figure.Init));
        yield return Quotient(
            rows, "init without warm-up, to the floor", ("cold/compressor, no warm-up", Figure.Init), ("cold/floor", Figure.Init));
    }

    private static Line? Quotient(
        Dictionary<string, Row> rows, string text, (string Row, string Figure) one, (string Row, string Figure) other) =>
        rows.GetValueOrDefault(one.Row)?[one.Figure] is { } value
        && rows.GetValueOrDefault(other.Row)?[other.Figure] is { } by && by > 0
            ? new(text, value / by)
            : null;
}
