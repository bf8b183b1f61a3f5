using Compressor.Cli.Capacity.Simulation;
using Compressor.Cli.Capacity.Simulation.Model;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Tests.Capacity.Simulation;

public sealed class ArrivalsTests
{
    [Fact]
    public void A_burst_comes_when_and_as_long_as_it_should()
    {
        // 100 a second for 3,600 s, 500 a second for 600 of them: 300,000 + 300,000.
        var times = PoissonArrivals.Burst(3600, 100, 5, 1200, 600).Times(new RandomStream(1, 1)).ToList();

        ((double)times.Count).ShouldBe(600_000, 4_000);
        ((double)times.Count(time => time is >= 1200 and < 1800)).ShouldBe(300_000, 3_000);
        times.ShouldBe(times.Order());
    }

    [Fact]
    public void A_day_has_its_low_at_midnight_and_its_mean_over_all()
    {
        var times = PoissonArrivals.Diurnal(86_400, 5, 0.8).Times(new RandomStream(1, 1)).ToList();

        ((double)times.Count).ShouldBe(432_000, 3_000);
        // At noon 5 x 1.8 = 9 a second, at midnight 1.
        ((double)times.Count(time => time is >= 42_000 and < 44_400)).ShouldBe(9 * 2_400, 700);
        ((double)times.Count(time => time < 1_200)).ShouldBe(1_200, 200);
    }

    [Fact]
    public void A_trace_is_replayed() =>
        TraceArrivals.Parse(["# a comment", "0.5", "2,3", ""]).Times(new RandomStream(1, 1)).ShouldBe([0.5, 2, 2, 2]);

    [Theory]
    [InlineData("soon")]
    [InlineData("1,2,3")]
    [InlineData("1,-2")]
    [InlineData("-1")]
    public void A_line_of_another_form_is_named_by_its_number(string line) =>
        Should.Throw<FormatException>(() => TraceArrivals.Parse(["0", line])).Message.ShouldStartWith($"line 2: '{line}'");

    [Fact]
    public void A_trace_does_not_go_back() => Should.Throw<FormatException>(() => TraceArrivals.Parse(["5", "4"]));

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.5)]
    public void Lognormal_durations_have_the_mean_and_variation_asked_for(double variation)
    {
        var random = new RandomStream(1, 2);
        var samples = Enumerable.Range(0, 400_000).Select(_ => new LognormalServiceTime(2, variation).Sample(random)).ToList();

        samples.Average().ShouldBe(2, 0.03);
        Math.Sqrt(samples.Average(value => (value - 2) * (value - 2))).ShouldBe(2 * variation, 0.15 * variation * 2);
    }

    [Fact]
    public void Measured_durations_come_as_often_as_they_were_measured()
    {
        var random = new RandomStream(1, 2);
        var durations = new MeasuredServiceTimes([0.1, 0.1, 0.1, 0.5]);

        Enumerable.Range(0, 100_000).Average(_ => durations.Sample(random)).ShouldBe(0.2, 0.005);
    }

    [Theory]
    [InlineData("200..2000")]
    [InlineData("reserved_concurrency=200")]
    [InlineData("reserved_concurrency=2000..200")]
    [InlineData("memory_size=128..512")]
    public void A_sweep_of_another_form_is_refused(string text) => Should.Throw<CommandException>(() => SweepRange.Parse(text));

    [Fact]
    public void A_sweep_names_the_variable_and_its_bounds() =>
        SweepRange.Parse("reserved_concurrency=200..2000").ShouldBe(new SweepRange(200, 2000));
}
