using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Compressor.Toolkit.Samples;

namespace Compressor.Toolkit.Tests.Samples;

public sealed class SampleEventsTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(1_023)]
    [InlineData(1_100)]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    public void The_file_is_JSON_of_exactly_the_length_asked_for(int size)
    {
        var bytes = Generate(size, seed: 1);

        bytes.Length.ShouldBe(size);
        using var document = JsonDocument.Parse(bytes);
        document.RootElement.GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_everywhere() =>
        Convert.ToHexStringLower(SHA256.HashData(Generate(100_000, seed: 7)))
            .ShouldBe("8548894de58fc140d8dd52d205599b850f54f663da49bab04f7c9c9b1239067e");

    [Fact]
    public void Another_seed_gives_other_bytes() =>
        Generate(10_000, seed: 1).AsSpan().SequenceEqual(Generate(10_000, seed: 2)).ShouldBeFalse();

    [Fact]
    public void It_compresses_as_real_events_do()
    {
        var bytes = Generate(2_000_000, seed: 3);
        using var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(bytes);
        }

        ((double)compressed.Length / bytes.Length).ShouldBeInRange(0.15, 0.28);
    }

    [Fact]
    public void A_length_that_no_JSON_fits_in_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Generate(SampleEvents.MinSize - 1, seed: 1));

    private static byte[] Generate(long size, ulong seed)
    {
        using var target = new MemoryStream();
        SampleEvents.Write(target, size, seed);
        return target.ToArray();
    }
}
