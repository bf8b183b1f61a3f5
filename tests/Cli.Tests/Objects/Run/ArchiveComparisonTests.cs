using System.IO.Compression;
using Compressor.Cli.Objects.Archives;

namespace Compressor.Cli.Tests.Objects.Run;

public sealed class ArchiveComparisonTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i / 7))];

    [Fact]
    public async Task The_same_bytes_do_not_differ() => (await CompareAsync(Zip(("a.json", Content)), Content)).ShouldBeNull();

    [Fact]
    public async Task Empty_is_the_same_as_empty() => (await CompareAsync(Zip(("a.json", [])), [])).ShouldBeNull();

    [Theory]
    [InlineData(0)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(199_999)]
    public async Task The_first_byte_that_differs_is_named(int position)
    {
        var other = Content.ToArray();
        other[position] ^= 1;

        (await CompareAsync(Zip(("a.json", other)), Content)).ShouldBe($"the content differs at byte {position}");
    }

    [Theory]
    [InlineData(131_072)]
    [InlineData(199_999)]
    public async Task Content_that_ends_too_soon_differs_where_it_ends(int length)
    {
        (await CompareAsync(Zip(("a.json", Content[..length])), Content)).ShouldBe($"the content differs at byte {length}");
        (await CompareAsync(Zip(("a.json", Content)), Content[..length])).ShouldBe($"the content differs at byte {length}");
    }

    [Fact]
    public async Task Another_name_or_another_number_of_entries_differs()
    {
        (await CompareAsync(Zip(("b.json", Content)), Content)).ShouldBe("the entry is named 'b.json', not 'a.json'");
        (await CompareAsync(Zip(("a.json", Content), ("b.json", Content)), Content)).ShouldBe("the archive has 2 entries instead of one");
    }

    [Fact]
    public async Task What_is_not_a_zip_differs() =>
        (await CompareAsync(new MemoryStream(Content), Content))!.ShouldStartWith("the archive cannot be read: ");

    private static Task<string?> CompareAsync(Stream archive, byte[] source) =>
        ArchiveComparison.FindDifferenceAsync(archive, new MemoryStream(source), "a.json", CancellationToken.None);

    private static MemoryStream Zip(params (string Name, byte[] Content)[] entries)
    {
        var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        archive.Position = 0;
        return archive;
    }
}
