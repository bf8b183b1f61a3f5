using Compressor.Lab.Bench.Results;

namespace Compressor.Lab.Tests.Bench;

public sealed class SamplesTests
{
    [Fact]
    public void A_row_has_the_median_of_each_figure()
    {
        var samples = new Samples();
        foreach (var value in new[] { 9.0, 1, 5 })
        {
            samples.Add("a", value);
            samples.Add("b", value * 2);
        }

        var row = samples.ToRow("group/name");

        row.Name.ShouldBe("group/name");
        row["a"].ShouldBe(5);
        row["b"].ShouldBe(10);
        row["c"].ShouldBeNull();
    }
}
