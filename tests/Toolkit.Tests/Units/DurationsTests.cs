using Compressor.Toolkit.Units;

namespace Compressor.Toolkit.Tests.Units;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("250us", 0.00025)]
    [InlineData("250µs", 0.00025)]
    [InlineData("500ms", 0.5)]
    [InlineData("1.5 s", 1.5)]
    [InlineData("2m", 120)]
    [InlineData("2 min", 120)]
    [InlineData("6H", 21_600)]
    public void Durations_are_read_with_their_unit(string text, double seconds)
    {
        Durations.TryParse(text, out var duration).ShouldBeTrue();
        duration.TotalSeconds.ShouldBe(seconds, 1e-9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1d")]
    [InlineData("1m30s")]
    [InlineData("99999999999h")]
    public void What_is_not_a_duration_is_refused(string text) => Durations.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(12.4e-6, "12.4 µs")]
    [InlineData(0.0034, "3.4 ms")]
    [InlineData(0.41, "410 ms")]
    [InlineData(0.9999, "1 s")]
    [InlineData(4.1, "4.1 s")]
    [InlineData(12, "12 s")]
    [InlineData(119, "119 s")]
    [InlineData(120, "2 min")]
    [InlineData(5000, "83.3 min")]
    [InlineData(21_600, "6 h")]
    [InlineData(double.PositiveInfinity, "without end")]
    public void Durations_have_the_unit_that_fits(double seconds, string text) => Durations.Format(seconds).ShouldBe(text);

    [Fact]
    public void What_is_written_is_read_back_to_the_digits_that_it_has()
    {
        var random = new Random(1);
        for (var run = 0; run < 10_000; run++)
        {
            // From 100 µs, which are 1,000 ticks of a TimeSpan, to some ten years.
            var seconds = Math.Pow(10, (random.NextDouble() * 12.5) - 4);
            var text = Durations.Format(seconds);

            Durations.TryParse(text, out var read).ShouldBeTrue(text);
            read.TotalSeconds.ShouldBe(seconds, seconds * 0.0051, text);
        }
    }
}
