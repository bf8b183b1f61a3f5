using System.IO.Compression;
using System.Text;
using Compressor.Core.Archiving;
using CsCheck;

namespace Compressor.Core.Tests.Archiving;

public sealed class ArchiveRoundTripTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 2, TimeSpan.Zero);

    [Theory]
    [MemberData(nameof(Kinds.All), MemberType = typeof(Kinds))]
    public void What_goes_in_comes_out_at_every_boundary(ArchiveFormat format, Compression preset)
    {
        using var archiver = Create(format, preset);
        foreach (var size in (int[])[0, 1, 2, 65_535, 65_536, 65_537, (1 << 20) - 1, 1 << 20, (1 << 20) + 1])
        {
            RoundTrip(format, archiver, EventLines(size)).ShouldBe(EventLines(size));
            RoundTrip(format, archiver, Noise(size)).ShouldBe(Noise(size));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds.All), MemberType = typeof(Kinds))]
    public void Any_bytes_come_out_as_they_went_in_from_one_archiver_again_and_again(ArchiveFormat format, Compression preset)
    {
        using var archiver = Create(format, preset);
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[1, 500]).Sample(
            (pattern, times) =>
            {
                byte[] content = [.. Enumerable.Repeat(pattern, times).SelectMany(bytes => bytes)];
                RoundTrip(format, archiver, content).ShouldBe(content);
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public void A_zip_stores_what_does_not_shrink()
    {
        using var archiver = Create();
        Build(archiver, Noise(100_000)).Entry.ShouldSatisfyAllConditions(
            entry => entry.IsStored.ShouldBeTrue(),
            entry => entry.CompressedSize.ShouldBe(100_000));
    }

    [Fact]
    public void A_zip_deflates_what_shrinks()
    {
        using var archiver = Create();
        Build(archiver, EventLines(100_000)).Entry.ShouldSatisfyAllConditions(
            entry => entry.IsStored.ShouldBeFalse(),
            entry => entry.CompressedSize.ShouldBeLessThan(50_000));
    }

    [Theory]
    [InlineData(1979, 1980)]
    [InlineData(2026, 2026)]
    [InlineData(2107, 2107)]
    [InlineData(2150, 2107)]
    public void Times_out_of_the_DOS_range_become_the_nearest_in_range(int year, int expected)
    {
        using var archiver = Create();
        using var zip = Open(Build(archiver, [1], Entry(modified: new DateTimeOffset(year, 6, 1, 0, 0, 0, TimeSpan.Zero))));
        zip.Entries[0].LastWriteTime.Year.ShouldBe(expected);
    }

    [Fact]
    public void Name_comment_time_and_mode_are_what_the_entry_says()
    {
        using var archiver = Create();
        using var zip = Open(Build(archiver, EventLines(1000), Entry("größe 💾.json", Noon, "says {\"a\":1}")));
        zip.Comment.ShouldBe("says {\"a\":1}");
        zip.Entries[0].FullName.ShouldBe("größe 💾.json");
        zip.Entries[0].LastWriteTime.DateTime.ShouldBe(Noon.DateTime);
        (zip.Entries[0].ExternalAttributes >>> 16).ShouldBe(0x81A4);
    }

    [Theory]
    [MemberData(nameof(Kinds.Formats), MemberType = typeof(Kinds))]
    public void A_flaw_in_the_compressed_bytes_is_found_if_it_changes_the_content(ArchiveFormat format)
    {
        using var archiver = Create(format);
        var archive = Build(archiver, EventLines(100_000));
        Verify(format, archive).ShouldBeNull();
        Gen.Int[0, archive.Data.Length - 1].Sample(
            at =>
            {
                var bytes = archive.Data.ToArray();
                bytes[at] ^= 0x10;
                if (Verify(format, archive with { Data = bytes }) is null)
                {
                    // A few bits of a zstd frame mean nothing, such as those that fill up the last byte of a table.
                    format.ShouldBe(ArchiveFormat.Zstd);
                    Read(format, bytes).ShouldBe(EventLines(100_000));
                }
            },
            iter: 200);
    }

    [Fact]
    public void A_flaw_in_stored_bytes_is_found()
    {
        using var archiver = Create();
        var archive = Build(archiver, Noise(1000));
        var bytes = archive.Data.ToArray();
        bytes[500] ^= 1;
        Verify(ArchiveFormat.Zip, archive with { Data = bytes })!.ShouldContain("CRC");
    }

    [Theory]
    [MemberData(nameof(Kinds.Formats), MemberType = typeof(Kinds))]
    public void Data_that_ends_too_early_is_found(ArchiveFormat format)
    {
        using var archiver = Create(format);
        var archive = Build(archiver, EventLines(10_000));
        Gen.Int[0, archive.Data.Length - 1].Sample(
            length => Verify(format, archive with { Data = archive.Data[..length] }).ShouldNotBeNull(), iter: 200);
    }

    [Theory]
    [MemberData(nameof(Kinds.Formats), MemberType = typeof(Kinds))]
    public void Equal_content_of_two_uploads_gives_different_archives(ArchiveFormat format)
    {
        using var archiver = Create(format);
        var first = Build(archiver, EventLines(1000), Entry(comment: "upload 1")).Bytes.ToArray();
        Build(archiver, EventLines(1000), Entry(comment: "upload 2")).Bytes.ToArray().ShouldNotBe(first);
        Build(archiver, EventLines(1000), Entry(comment: "upload 1")).Bytes.ToArray().ShouldBe(first);
        Encoding.UTF8.GetString(first).ShouldContain("upload 1");
    }

    [Theory]
    [MemberData(nameof(Kinds.Formats), MemberType = typeof(Kinds))]
    public void A_format_is_defined_once(ArchiveFormat format) => format.Define().ShouldBeSameAs(format.Define());

    private static BufferedArchiver Create(ArchiveFormat format = ArchiveFormat.Zip, Compression preset = Compression.Balanced) =>
        new(format.Define(), format.Define().CreateEngine(preset));

    private static byte[] RoundTrip(ArchiveFormat format, BufferedArchiver archiver, byte[] content)
    {
        var archive = Build(archiver, content);
        Verify(format, archive).ShouldBeNull();
        return Read(format, archive.Bytes.ToArray());
    }

    private static byte[] Read(ArchiveFormat format, byte[] archive)
    {
        using var unpacked = new MemoryStream();
        using var opened = format.Define().Open(new MemoryStream(archive)).Content;
        opened.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private static Archive Build(BufferedArchiver archiver, byte[] content, ArchiveEntry? entry = null)
    {
        entry ??= Entry();
        var room = archiver.Prepare(entry, content.Length);
        for (var at = 0; at < content.Length;)
        {
            // In uneven slices, as they come from a network.
            var slice = Math.Min(content.Length - at, 10_007);
            content.AsMemory(at, slice).CopyTo(room[at..]);
            at += slice;
            archiver.Advance(at);
        }

        return archiver.Complete();
    }

    private static string? Verify(ArchiveFormat format, Archive archive)
    {
        using var verifier = new ArchiveVerifier(format.Define().CreateProof());
        return verifier.Verify(archive);
    }

    private static ArchiveEntry Entry(string name = "events.json", DateTimeOffset? modified = null, string comment = "{}") =>
        new(name, modified ?? Noon, Encoding.UTF8.GetBytes(comment));

    private static ZipArchive Open(Archive archive) => new(new MemoryStream(archive.Bytes.ToArray()));

    private static byte[] EventLines(int size)
    {
        var text = new StringBuilder(size + 80);
        for (var line = 0; text.Length < size; line++)
        {
            text.Append($"{{\"id\":{line},\"user\":\"user-{line % 97}\",\"amount\":{line * 31 % 1000}}}\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString(0, size));
    }

    private static byte[] Noise(int size)
    {
        var bytes = new byte[size];
        new Random(17).NextBytes(bytes);
        return bytes;
    }
}
