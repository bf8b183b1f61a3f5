using Compressor.Core.Archiving;
using Compressor.Core.Archiving.Zip;
using CsCheck;

namespace Compressor.Core.Tests.Archiving;

public sealed class ZipFormatTests
{
    private const long GiB = 1L << 30;

    [Fact]
    public void The_CRC_of_two_pieces_in_a_row_is_that_of_the_whole() =>
        Gen.Select(Gen.Byte.Array[0, 1000], Gen.Byte.Array[0, 1000]).Sample((first, second) =>
            ZipCrc32.Combine(ZipCrc32.Append(0, first), ZipCrc32.Append(0, second), second.Length)
                .ShouldBe(ZipCrc32.Append(0, [.. first, .. second])));

    [Fact]
    public void Long_pieces_may_be_combined_in_any_grouping() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.UInt, Gen.Long[0, 5 * GiB], Gen.Long[0, 5000 * GiB]).Sample((a, b, c, lengthOfB, lengthOfC) =>
            ZipCrc32.Combine(ZipCrc32.Combine(a, b, lengthOfB), c, lengthOfC)
                .ShouldBe(ZipCrc32.Combine(a, ZipCrc32.Combine(b, c, lengthOfC), lengthOfB + lengthOfC)));

    [Theory]
    [InlineData(0, false)]
    [InlineData(GiB, false)]
    [InlineData(4_290_000_000, false)]
    [InlineData((4 * GiB) - 1, true)]
    [InlineData(4 * GiB, true)]
    [InlineData(5000 * GiB, true)]
    public void Only_sizes_that_need_them_get_64_bits(long size, bool expected) => ZipFormat.NeedsZip64(size).ShouldBe(expected);

    [Theory]
    [InlineData(10, 9, false)]
    [InlineData(4_290_000_000, 4_290_000_001, false)]
    [InlineData(5 * GiB, GiB, true)]
    [InlineData(5 * GiB, 5 * GiB, true)]
    public void The_records_are_no_longer_than_announced(long size, long compressedSize, bool zip64)
    {
        var entry = new ArchiveEntry("größe.json", DateTimeOffset.UnixEpoch, "{}"u8.ToArray());
        var data = new EntryData(IsStored: false, 1, size, compressedSize);
        var head = new byte[ZipFormat.HeadLength(entry, zip64)];
        ZipFormat.WriteHead(head, entry, data, zip64).ShouldBe(head.Length);
        var tail = new byte[ZipFormat.MaxTailLength(entry, zip64)];
        ZipFormat.WriteTail(tail, entry, data, zip64).ShouldBeLessThanOrEqualTo(tail.Length);
    }
}
