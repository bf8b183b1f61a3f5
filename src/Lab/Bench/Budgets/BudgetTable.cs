using System.Globalization;
using Spectre.Console;

namespace Compressor.Lab.Bench.Budgets;

/// <summary>Shows how a run stands to the budgets.</summary>
internal static class BudgetTable
{
    /// <summary>Prints a row for each budget, then a line for each that the run is over.</summary>
    public static void Print(IAnsiConsole console, IReadOnlyList<BudgetCheck.Result> results)
    {
        var table = new Table { Title = new TableTitle("budgets"), Border = TableBorder.Markdown }
            .AddColumn("figure")
            .AddColumn(new TableColumn("measured").RightAligned())
            .AddColumn(new TableColumn("limit").RightAligned())
            .AddColumn(new TableColumn("with slack").RightAligned())
            .AddColumn("");
        foreach (var result in results)
        {
            table.AddRow(Markup.Escape(result.Budget.Text), Show(result.Measured), Show(result.Budget.Limit), Show(result.Most), result.IsOver ? "OVER" : result.Measured is null ? "not measured" : "within");
        }

        console.Write(table);
        foreach (var result in results.Where(result => result.IsOver))
        {
            console.WriteLine($"over budget: {result.Budget.Text} is {Show(result.Measured)}, at most {Show(result.Most)}");
        }
    }

    private static string Show(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";
}
