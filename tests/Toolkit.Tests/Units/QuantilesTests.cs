using Compressor.Toolkit.Units;

namespace Compressor.Toolkit.Tests.Units;

public sealed class QuantilesTests
{
    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.5, 5)]
    [InlineData(0.95, 10)]
    [InlineData(1.0, 10)]
    public void Of_ten_values(double share, double expected) => Quantiles.Find([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], share).ShouldBe(expected);

    [Fact]
    public void Of_one_value_is_that_value() => Quantiles.Find([3], 0.5).ShouldBe(3);

    [Fact]
    public void Of_no_value_is_null() => Quantiles.Find([], 0.5).ShouldBeNull();
}
