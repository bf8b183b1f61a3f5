using System.Text;
using Compressor.Core.Archiving;
using Compressor.Core.Failures;
using Compressor.Core.Keys;
using CsCheck;

namespace Compressor.Core.Tests.Keys;

public sealed class KeyMappingTests
{
    private static readonly KeyMapping Mapping = new("incoming/", "processed/", ".json");

    [Theory]
    [InlineData("file.json", "69")] // printf file.json | md5sum
    [InlineData("a/größe.json", "25")]
    public void Shard_is_the_first_byte_of_the_MD5_of_the_names_UTF_8(string name, string shard) =>
        KeyMapping.Shard(name).ShouldBe(shard);

    [Fact]
    public void Archive_stands_under_the_shard_with_zip_for_the_suffix() =>
        Mapping.ArchiveKey("a/file.json").ShouldBe($"processed/{KeyMapping.Shard("a/file.json")}/a/file.zip");

    [Theory]
    [InlineData(ArchiveFormat.Gzip, "file.json.gz")]
    [InlineData(ArchiveFormat.Zstd, "file.json.zst")]
    public void What_data_tools_read_keeps_the_suffix_that_tells_them_what_is_in_it(ArchiveFormat format, string name) =>
        (Mapping with { Format = format }).ArchiveKey("a/file.json").ShouldBe($"processed/{KeyMapping.Shard("a/file.json")}/a/{name}");

    [Theory]
    [InlineData("", "a", "a.json", "a.zip", "a.gz", "a.json.gz", "a.json.zst", "b")]
    [InlineData(".json", "a.json", "a.json.json", "a.zip.json", "a.json.gz.json", "a.zst.json")]
    public void Archives_of_two_formats_or_two_names_never_have_the_same_key(string suffix, params string[] names)
    {
        var keys = Enum.GetValues<ArchiveFormat>().SelectMany(format => names.Select(
            name => new KeyMapping("in/", "out/", suffix) { Format = format }.ArchiveKey(name)));

        keys.ShouldBeUnique();
    }

    [Fact]
    public void Zip_is_appended_where_there_is_no_suffix() =>
        new KeyMapping("in/", "out/", "").ArchiveKey("data").ShouldBe($"out/{KeyMapping.Shard("data")}/data.zip");

    [Theory]
    [InlineData("incoming/x.txt", "does not end in '.json'")]
    [InlineData("incoming/folder.json/", "names a folder")]
    [InlineData("incoming/", "names a folder")]
    [InlineData("other/x.json", "outside the incoming prefix")]
    [InlineData("processed/ab/x.json", "inside the processed prefix")]
    public void A_key_that_is_none_of_ours_is_refused_with_the_reason(string key, string expected)
    {
        Mapping.TryGetName(key, out _, out var reason).ShouldBeFalse();
        reason.ShouldContain(expected);
    }

    [Fact]
    public void A_right_shard_is_no_part_of_the_name_and_a_wrong_one_is()
    {
        var right = KeyMapping.Shard("x.json");
        var wrong = right == "00" ? "01" : "00";
        NameOf($"incoming/{right}/x.json").ShouldBe("x.json");
        NameOf($"incoming/{wrong}/x.json").ShouldBe($"{wrong}/x.json");
    }

    [Fact]
    public void Every_name_comes_back_from_the_key_that_it_is_uploaded_to() =>
        Gen.String[1, 40].Where(name => !name.StartsWith('/')).Sample(name =>
        {
            var full = name + ".json";
            NameOf(Mapping.SourceKey(full)).ShouldBe(full);
        });

    [Fact]
    public void Names_in_different_folders_never_share_an_archive() =>
        Mapping.ArchiveKey("a/x.json").ShouldNotBe(Mapping.ArchiveKey("b/x.json"));

    [Fact]
    public void An_archive_key_of_1024_bytes_is_allowed_and_of_1025_is_KeyTooLong()
    {
        var fixedPart = "processed/00/.zip".Length;
        var longest = new string('n', KeyMapping.MaxKeyBytes - fixedPart) + ".json";
        Encoding.UTF8.GetByteCount(Mapping.ArchiveKey(longest)).ShouldBe(KeyMapping.MaxKeyBytes);
        Should.Throw<FunctionException>(() => Mapping.ArchiveKey("n" + longest)).ErrorType.ShouldBe("KeyTooLong");
    }

    private static string? NameOf(string key) => Mapping.TryGetName(key, out var name, out _) ? name : null;
}
