using System.Text.Json;
using Compressor.Lab.Bench.Results;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Lab.Bench;

/// <summary>What a figure may be.</summary>
/// <param name="Row">The row that is held to it, such as <c>events/10 MB/balanced</c>.</param>
/// <param name="Figure">The figure in it, such as <c>cpuMs</c>.</param>
/// <param name="Limit">The most that it may be: its quotient by another figure, or itself where there is no other.</param>
/// <param name="ByRow">The row to divide by, of the same run, so that a slow machine does not fail; null: none.</param>
/// <param name="ByFigure">The figure in that row; null: the same.</param>
/// <param name="Slack">How far it may be over its limit, where that is not the file's; counts need less than times.</param>
internal sealed record Budget(
    string Row, string Figure, double Limit, string? ByRow = null, string? ByFigure = null, double? Slack = null)
{
    /// <summary>What is held to the limit, in words.</summary>
    public string Text => ByRow is null ? $"{Row} {Figure}" : $"{Row} {Figure} / {ByRow} {ByFigure ?? Figure}";
}

/// <summary>The committed budgets.</summary>
/// <param name="Slack">How far a figure may be over its limit on a bad day: 0.2 is 20 %.</param>
/// <param name="Budgets">One for each figure that is watched.</param>
internal sealed record BudgetFile(double Slack, IReadOnlyList<Budget> Budgets)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <exception cref="CommandException">The file is not there, or holds no budgets.</exception>
    public static BudgetFile Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new CommandException($"the budgets {path} cannot be read: {e.Message}");
        }
    }

    /// <exception cref="JsonException">The text is not JSON, or lacks a member.</exception>
    public static BudgetFile Parse(string json) => JsonSerializer.Deserialize<BudgetFile>(json, Format)!;
}

/// <summary>Holds a run against the budgets.</summary>
internal static class BudgetCheck
{
    /// <summary>A budget with what was measured.</summary>
    /// <param name="Budget">The budget.</param>
    /// <param name="Measured">The figure or quotient; null where the run has no such row.</param>
    /// <param name="Max">The limit with slack.</param>
    internal sealed record Result(Budget Budget, double? Measured, double Max)
    {
        /// <summary>Whether the figure grew over the limit and its slack. What was not measured did not.</summary>
        public bool IsOver => Measured > Max;
    }

    /// <summary>Compares each budget with the rows.</summary>
    public static IReadOnlyList<Result> Compare(BudgetFile file, IReadOnlyList<Row> rows)
    {
        var byName = rows.ToDictionary(row => row.Name, StringComparer.Ordinal);
        double Max(Budget budget) => budget.Limit * (1 + (budget.Slack ?? file.Slack));
        return [.. file.Budgets.Select(budget => new Result(budget, Measure(budget, byName), Max(budget)))];
    }

    private static double? Measure(Budget budget, Dictionary<string, Row> rows)
    {
        var value = rows.GetValueOrDefault(budget.Row)?[budget.Figure];
        return budget.ByRow is null ? value : value / rows.GetValueOrDefault(budget.ByRow)?[budget.ByFigure ?? budget.Figure];
    }
}
