using Compressor.Lab.Bench.Results;

namespace Compressor.Lab.Tests.Bench;

public sealed class RatiosTests
{
    [Fact]
    public void Rows_of_one_group_are_compared()
    {
        Row[] rows =
        [
            Row("events/1 MB/fast", (Figure.Cpu, 3), (Figure.OverEngine, 2), (Figure.Ratio, 0.25)),
            Row("events/1 MB/usual Fastest", (Figure.Cpu, 10), (Figure.Ratio, 0.5)),
            Row("events/1 MB/plain HTTP", (Figure.Cpu, 4)),
            Row("events/9 MB/plain HTTP", (Figure.Cpu, 1)),
        ];

        Ratios.Create(rows).Select(line => (line.Text, line.Value)).ShouldBe(
        [
            ("events/1 MB: CPU over the engine, fast, to plain HTTP GET and PUT", 0.5),
            ("events/1 MB: CPU, fast to usual Fastest", 0.3),
            ("events/1 MB: size, fast to usual Fastest", 0.5),
        ]);
    }

    [Fact]
    public void Cold_rows_are_compared_with_floor_and_baseline()
    {
        Row[] rows =
        [
            Row("cold/compressor", (Figure.ColdCost, 12), (Figure.Init, 9)),
            Row("cold/baseline", (Figure.ColdCost, 24), (Figure.Init, 15)),
            Row("cold/floor", (Figure.ColdCost, 2), (Figure.Init, 2)),
        ];

        Ratios.Create(rows).Select(line => line.Value).ShouldBe([0.5, 4.5]);
    }

    private static Row Row(string name, params (string Figure, double Value)[] figures) =>
        new(name, figures.ToDictionary(figure => figure.Figure, figure => figure.Value));
}
