using CsCheck;

namespace Compressor.Generators.Tests.Settings;

public class ValueTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1024", 1024)]
    [InlineData("50MB", 50_000_000)]
    [InlineData("50MiB", 52_428_800)]
    [InlineData("64kib", 65_536)]
    [InlineData(" 1.5 KB ", 1500)]
    [InlineData("5TiB", 5_497_558_138_880)]
    [InlineData("8191PiB", 9_222_246_136_947_933_184)]
    public void Size_is_read(string text, long bytes)
    {
        ByteSize.TryParse(text, out var size).ShouldBeTrue();
        size.Bytes.ShouldBe(bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1M")]
    [InlineData("1Mi")]
    [InlineData("1..5KB")]
    [InlineData("1 apple")]
    [InlineData("8192PiB")]
    [InlineData("99999999999999999999999999999999KB")]
    public void Text_that_is_no_size_is_refused(string text) => ByteSize.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(0, "0B")]
    [InlineData(1, "1B")]
    [InlineData(1536, "1536B")]
    [InlineData(52_428_800, "50MiB")]
    [InlineData(50_000_000, "50MB")]
    [InlineData(1_024_000, "1000KiB")]
    public void Size_is_written_in_the_largest_unit_that_fits(long bytes, string text) => new ByteSize(bytes).ToString().ShouldBe(text);

    [Fact]
    public void Sizes_and_durations_that_are_written_are_read_back()
    {
        Gen.Long[0, long.MaxValue].Sample(bytes => ByteSize.TryParse(new ByteSize(bytes).ToString(), out var size) && size.Bytes == bytes);
        Gen.Long[0, TimeSpan.MaxValue.Ticks].Sample(
            ticks => SettingValue.TryParse(SettingValue.Write(TimeSpan.FromTicks(ticks)), out TimeSpan value) && value.Ticks == ticks);
    }

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("30s", 30_000)]
    [InlineData("1.5s", 1500)]
    [InlineData("5m", 300_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("2d", 172_800_000)]
    public void Duration_is_read(string text, double milliseconds)
    {
        SettingValue.TryParse(text, out TimeSpan value).ShouldBeTrue();
        value.TotalMilliseconds.ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5 minutes")]
    [InlineData("-5s")]
    [InlineData("99999999999d")]
    [InlineData("00:05:00")]
    public void Text_that_is_no_duration_is_refused(string text) => SettingValue.TryParse(text, out TimeSpan _).ShouldBeFalse();
}
