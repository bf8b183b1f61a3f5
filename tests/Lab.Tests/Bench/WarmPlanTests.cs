using Compressor.Lab.Bench.Warm;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Lab.Tests.Bench;

public sealed class WarmPlanTests
{
    [Theory]
    [InlineData("10KB", 10_000, 200, "10 KB")]
    [InlineData("1MB", 1_000_000, 30, "1 MB")]
    [InlineData("10 mb", 10_000_000, 3, "10 MB")]
    [InlineData("50MB", 50_000_000, 1, "50 MB")]
    [InlineData("1234567B", 1_234_567, 24, "1.234567 MB")]
    [InlineData("1GB", 1_000_000_000, 1, "1 GB")]
    public void A_size_says_how_often_it_is_measured(string text, int size, int invocations, string name)
    {
        var plan = WarmPlan.Parse(text);

        plan.Size.ShouldBe(size);
        plan.InvocationsPerRound.ShouldBe(invocations);
        plan.SizeName.ShouldBe(name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("-1MB")]
    [InlineData("0KB")]
    [InlineData("3000MB")]
    [InlineData("3GB")]
    [InlineData("999B")]
    public void What_is_no_size_is_refused(string text) =>
        Should.Throw<CommandException>(() => WarmPlan.Parse(text)).Message.ShouldContain($"'{text}'");
}
