using Compressor.Toolkit.Units;

namespace Compressor.Toolkit.Tests.Units;

public sealed class SizesTests
{
    [Theory]
    [InlineData("0B", 0)]
    [InlineData("512B", 512)]
    [InlineData("10MB", 10e6)]
    [InlineData("10 mb", 10e6)]
    [InlineData("1.5 GB", 1.5e9)]
    [InlineData("1,234 KB", 1_234_000)]
    [InlineData("64KiB", 65_536)]
    [InlineData("50MiB", 52_428_800)]
    [InlineData("5GiB", 5_368_709_120)]
    [InlineData("2TiB", 2_199_023_255_552)]
    public void Sizes_are_read_in_both_systems(string text, double bytes) => Sizes.Parse(text).ShouldBe(bytes);

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("MB")]
    [InlineData("-1MB")]
    [InlineData("1e3MB")]
    [InlineData("10 M B")]
    [InlineData("10 megabytes")]
    [InlineData("large")]
    [InlineData(".")]
    public void What_is_not_a_size_is_refused(string text) =>
        Should.Throw<FormatException>(() => Sizes.Parse(text)).Message.ShouldBe($"'{text}' is not a size such as 10MB or 64MiB");

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(340, "340 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_500, "1.5 KB")]
    [InlineData(2_000, "2 KB")]
    [InlineData(999_949, "1 MB")]
    [InlineData(1_834_000, "1.83 MB")]
    [InlineData(10e6, "10 MB")]
    [InlineData(52_428_800, "52.4 MB")]
    [InlineData(12e9, "12 GB")]
    [InlineData(7.2e15, "7,200 TB")]
    public void Sizes_have_the_unit_that_fits(double bytes, string text) => Sizes.Format(bytes).ShouldBe(text);

    [Fact]
    public void As_many_digits_are_written_as_are_asked_for() => Sizes.Format(1_234_567, digits: 10).ShouldBe("1.234567 MB");

    [Fact]
    public void What_is_written_is_read_back_to_the_digits_that_it_has()
    {
        var random = new Random(1);
        for (var run = 0; run < 10_000; run++)
        {
            var bytes = Math.Floor(Math.Pow(10, random.NextDouble() * 15));
            var text = Sizes.Format(bytes);

            Sizes.Parse(text).ShouldBe(bytes, bytes * 0.0051, text);
            Sizes.Format(Sizes.Parse(text)).ShouldBe(text);
            Sizes.Parse(Sizes.Format(bytes, digits: 15)).ShouldBe(bytes);
        }
    }
}
