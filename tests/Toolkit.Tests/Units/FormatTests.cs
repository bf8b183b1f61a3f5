using Compressor.Toolkit.Units;

namespace Compressor.Toolkit.Tests.Units;

public sealed class FormatTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(340, "340 B")]
    [InlineData(2_000, "2 KB")]
    [InlineData(1_834_000, "1.83 MB")]
    [InlineData(10e6, "10 MB")]
    [InlineData(52_428_800, "52.4 MB")]
    [InlineData(12e9, "12 GB")]
    public void Sizes_have_the_unit_that_fits(double bytes, string text) => Format.Bytes(bytes).ShouldBe(text);

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(12.4e-6, "12.4 µs")]
    [InlineData(0.0034, "3.4 ms")]
    [InlineData(0.41, "410 ms")]
    [InlineData(4.1, "4,100 ms")]
    [InlineData(12, "12 s")]
    public void Durations_have_the_unit_that_fits(double seconds, string text) => Format.Duration(seconds).ShouldBe(text);
}
