using Compressor.Lab.Bench;
using Compressor.Lab.Bench.Results;

namespace Compressor.Lab.Tests.Bench;

public sealed class BudgetCheckTests
{
    private static readonly Row[] Rows =
    [
        new("cold/compressor", new Dictionary<string, double> { [Figure.ColdCost] = 12, [Figure.FirstMb] = 19 }),
        new("cold/baseline", new Dictionary<string, double> { [Figure.ColdCost] = 20, [Figure.FirstCpu] = 4 }),
    ];

    [Fact]
    public void A_quotient_within_its_limit_passes()
    {
        var result = Check(new Budget("cold/compressor", Figure.ColdCost, 0.6, "cold/baseline"));

        result.Measured!.Value.ShouldBe(0.6, 1e-9);
        result.IsOver.ShouldBeFalse();
    }

    [Fact]
    public void Slack_is_allowed_and_no_more()
    {
        Check(new Budget("cold/compressor", Figure.FirstMb, 16)).IsOver.ShouldBeFalse();
        Check(new Budget("cold/compressor", Figure.FirstMb, 15.8)).IsOver.ShouldBeTrue();
    }

    [Fact]
    public void A_budget_may_have_a_slack_of_its_own()
    {
        Check(new Budget("cold/compressor", Figure.FirstMb, 18.5, Slack: 0.03)).IsOver.ShouldBeFalse();
        Check(new Budget("cold/compressor", Figure.FirstMb, 18.4, Slack: 0.03)).IsOver.ShouldBeTrue();
    }

    [Fact]
    public void A_figure_may_be_divided_by_another_figure() =>
        Check(new Budget("cold/compressor", Figure.ColdCost, 1, "cold/baseline", Figure.FirstCpu)).Measured.ShouldBe(3);

    [Theory]
    [InlineData("cold/floor", Figure.Init, null)]
    [InlineData("cold/compressor", Figure.Init, null)]
    [InlineData("cold/compressor", Figure.ColdCost, "cold/floor")]
    public void What_was_not_measured_is_over_nothing(string row, string figure, string? byRow)
    {
        var result = Check(new Budget(row, figure, 0.001, byRow));

        result.Measured.ShouldBeNull();
        result.IsOver.ShouldBeFalse();
    }

    [Fact]
    public void The_text_names_both_sides() =>
        new Budget("a/b", "cpuMs", 1, "a/c", "wallMs").Text.ShouldBe("a/b cpuMs / a/c wallMs");

    private static BudgetCheck.Result Check(Budget budget) =>
        BudgetCheck.Compare(new BudgetFile(0.2, [budget]), Rows).ShouldHaveSingleItem();
}
