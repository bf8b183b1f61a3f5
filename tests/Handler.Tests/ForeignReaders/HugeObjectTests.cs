using Compressor.Testing;

namespace Compressor.Handler.Tests.ForeignReaders;

/// <summary>An object past 4 GiB, where zip needs its 64-bit records: who can read its archive?</summary>
[Integration]
public sealed class HugeObjectTests(HugeArchive archive) : IClassFixture<HugeArchive>
{
    [LongFact]
    public async Task An_object_past_4_GiB_streams_in_bounded_memory() => (await archive.MadeAsync).ShouldBeLessThan(300L << 20);

    [LongFact]
    public async Task Both_headers_say_the_same_and_no_data_descriptor_follows()
    {
        await archive.MadeAsync;
        using var reader = new BinaryReader(File.OpenRead(archive.Path));
        var local = ZipHeader.ReadLocal(reader);
        reader.BaseStream.Seek(local.CompressedSize, SeekOrigin.Current);
        local.ShouldSatisfyAllConditions(
            () => local.ShouldBe(ZipHeader.ReadCentral(reader)),
            () => local.HasDataDescriptor.ShouldBeFalse(),
            () => local.IsZip64.ShouldBeTrue(),
            () => local.Size.ShouldBe(HugeArchive.Size));
    }

    [LongCommandFact("bsdtar", "libarchive-tools")]
    public Task Libarchive_reads_it_from_a_pipe() => TestAsync("sh", "-c", "cat \"$0\" | bsdtar -xOf - | tail -c 1", archive.Path);

    [LongCommandFact("unzip", "unzip")]
    public Task Info_ZIP_reads_it() => TestAsync("unzip", "-tq", archive.Path);

    [LongCommandFact("7z", "p7zip-full")]
    public Task Seven_zip_reads_it() => TestAsync("7z", "t", "-bd", archive.Path);

    [LongCommandFact("bsdtar", "libarchive-tools")]
    public Task Libarchive_reads_it() => TestAsync("bsdtar", "-tf", archive.Path);

    [LongCommandFact("python3", "python3")]
    public Task Python_reads_it() => TestAsync(
        "python3",
        "-c",
        $"""
        import zipfile
        z = zipfile.ZipFile('{archive.Path}')
        assert z.testzip() is None and z.infolist()[0].file_size == {HugeArchive.Size}
        """);

    [LongCommandFact("jar", "default-jdk-headless")]
    public async Task Java_reads_it() =>
        (await TestAsync("jar", "--list", "--verbose", "--file", archive.Path)).ShouldStartWith($"{HugeArchive.Size} ");

    private async Task<string> TestAsync(string command, params string[] arguments)
    {
        await archive.MadeAsync;
        return System.Text.Encoding.UTF8.GetString(await ForeignCommand.RunAsync(Path.GetDirectoryName(archive.Path)!, command, arguments));
    }
}
