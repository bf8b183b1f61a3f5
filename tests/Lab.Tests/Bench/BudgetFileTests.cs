using Compressor.Lab.Bench;
using Compressor.Lab.Bench.Results;
using Compressor.Testing;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Lab.Tests.Bench;

public sealed class BudgetFileTests
{
    [Fact]
    public void The_committed_budgets_name_figures_that_there_are()
    {
        var figures = typeof(Figure).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToHashSet();

        var file = BudgetFile.Parse(Repository.Read("tests/Benchmarks/budgets.json"));

        file.Slack.ShouldBeInRange(0, 0.5);
        file.Budgets.ShouldNotBeEmpty();
        foreach (var budget in file.Budgets)
        {
            figures.ShouldContain(budget.Figure);
            figures.ShouldContain(budget.ByFigure ?? budget.Figure);
            budget.Limit.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Should.Throw<CommandException>(() => BudgetFile.Read("no-such-file.json")).Message.ShouldContain("no-such-file.json");

    [Theory]
    [InlineData("{}")]
    [InlineData("[")]
    public void A_file_without_budgets_is_refused(string content)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, content);
            Should.Throw<CommandException>(() => BudgetFile.Read(path)).Message.ShouldContain(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
