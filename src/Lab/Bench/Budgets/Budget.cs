
namespace Compressor.Lab.Bench.Budgets;

/// <summary>What a figure may be.</summary>
/// <param name="Row">The row that is held to it, such as <c>events/10 MB/balanced</c>.</param>
/// <param name="Figure">The figure in it, such as <c>cpuMs</c>.</param>
/// <param name="Limit">The most that it may be: its quotient by another figure, or itself where there is no other.</param>
/// <param name="ByRow">The row to divide by, of the same run, so that a slow machine is no failure; null: none.</param>
/// <param name="ByFigure">The figure in that row; null: the same.</param>
internal sealed record Budget(string Row, string Figure, double Limit, string? ByRow = null, string? ByFigure = null)
{
    /// <summary>What is held to the limit, in words.</summary>
    public string Text => ByRow is null ? $"{Row} {Figure}" : $"{Row} {Figure} / {ByRow} {ByFigure ?? Figure}";
}
