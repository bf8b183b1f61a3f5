using Compressor.Lab.Bench.Results;

namespace Compressor.Lab.Bench.Budgets;

/// <summary>Holds a run against the budgets.</summary>
internal static class BudgetCheck
{
    /// <summary>A budget with what was measured.</summary>
    /// <param name="Budget">The budget.</param>
    /// <param name="Measured">The figure or quotient; null where the run has no such row.</param>
    /// <param name="Most">The limit with slack.</param>
    internal sealed record Result(Budget Budget, double? Measured, double Most)
    {
        /// <summary>Whether the figure grew over the limit and its slack. What was not measured did not.</summary>
        public bool IsOver => Measured > Most;
    }

    /// <summary>Compares each budget with the rows.</summary>
    public static IReadOnlyList<Result> Compare(BudgetFile file, IReadOnlyList<Row> rows)
    {
        var byName = rows.ToDictionary(row => row.Name, StringComparer.Ordinal);
        return [.. file.Budgets.Select(budget => new Result(budget, Measure(budget, byName), budget.Limit * (1 + file.Slack)))];
    }

    private static double? Measure(Budget budget, Dictionary<string, Row> rows)
    {
        var value = rows.GetValueOrDefault(budget.Row)?[budget.Figure];
        return budget.ByRow is null ? value : value / rows.GetValueOrDefault(budget.ByRow)?[budget.ByFigure ?? budget.Figure];
    }
}
