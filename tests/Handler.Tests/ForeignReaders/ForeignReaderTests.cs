using Compressor.Core.Archiving;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.Testing;

namespace Compressor.Handler.Tests.ForeignReaders;

/// <summary>Archives are for others to read: each of these has its own idea of what a zip file is.</summary>
[Integration]
public sealed class ForeignReaderTests(ArchiveKinds kinds) : IClassFixture<ArchiveKinds>
{
    private const string Python = """
        import sys, zipfile
        archive = zipfile.ZipFile(sys.argv[1])
        assert archive.testzip() is None
        [entry] = archive.infolist()
        assert entry.filename not in (".", "..") and not set("/\\:\x01") & set(entry.filename), entry.filename
        assert (entry.external_attr >> 16) & 0o777 == 0o644, oct(entry.external_attr >> 16)
        sys.stdout.buffer.write(archive.read(entry))
        """;

    [CommandFact("unzip", "unzip")]
    public async Task Info_ZIP_reads_every_kind()
    {
        foreach (var (path, content) in kinds.Of(ArchiveFormat.Zip))
        {
            await RunAsync("unzip", "-t", path);
            (await RunAsync("unzip", "-p", path)).ShouldBe(content, path);
        }
    }

    [CommandFact("7z", "p7zip-full")]
    public async Task Seven_zip_reads_every_kind()
    {
        foreach (var (path, content) in kinds.Of(ArchiveFormat.Zip))
        {
            await RunAsync("7z", "t", "-bd", path);
            (await RunAsync("7z", "x", "-so", path)).ShouldBe(content, path);
        }
    }

    [CommandFact("bsdtar", "libarchive-tools")]
    public async Task Libarchive_reads_every_kind()
    {
        foreach (var (path, content) in kinds.Of(ArchiveFormat.Zip))
        {
            (await RunAsync("bsdtar", "-xOf", path)).ShouldBe(content, path);
        }
    }

    [CommandFact("bsdtar", "libarchive-tools")]
    public async Task Libarchive_reads_every_kind_from_a_pipe()
    {
        foreach (var (path, content) in kinds.Of(ArchiveFormat.Zip))
        {
            (await RunAsync("sh", "-c", "cat \"$0\" | bsdtar -xOf -", path)).ShouldBe(content, path);
        }
    }

    [CommandFact("python3", "python3")]
    public async Task Python_reads_every_kind()
    {
        foreach (var (path, content) in kinds.Of(ArchiveFormat.Zip))
        {
            (await RunAsync("python3", "-c", Python, path)).ShouldBe(content, path);
        }
    }

    [CommandFact("jar", "default-jdk-headless")]
    public async Task Java_reads_every_kind()
    {
        foreach (var (path, content) in kinds.Of(ArchiveFormat.Zip))
        {
            var folder = Directory.CreateDirectory(Path.ChangeExtension(path, "jar.d")).FullName;
            await ForeignCommand.RunAsync(folder, "jar", "--extract", "--file", path);
            var file = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
            (await File.ReadAllBytesAsync(file)).ShouldBe(content, path);
        }
    }

    [CommandFact("jar", "default-jdk-headless")]
    public async Task Java_reads_every_kind_from_a_pipe()
    {
        foreach (var (path, content) in kinds.Of(ArchiveFormat.Zip))
        {
            var folder = Directory.CreateDirectory(Path.ChangeExtension(path, "pipe.d")).FullName;
            await ForeignCommand.RunAsync(folder, "sh", "-c", "cat \"$0\" | jar --extract", path);
            var file = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
            (await File.ReadAllBytesAsync(file)).ShouldBe(content, path);
        }
    }

    [Fact]
    public void A_reader_that_only_goes_forward_reads_every_kind()
    {
        foreach (var (path, content) in kinds.Of(ArchiveFormat.Zip))
        {
            using var file = File.OpenRead(path);
            ForwardReader.Read(file).Content.ShouldBe(content, path);
        }
    }

    [Fact]
    public void Both_headers_of_every_kind_say_the_same_and_no_data_descriptor_follows()
    {
        foreach (var (path, content) in kinds.Of(ArchiveFormat.Zip))
        {
            using var file = File.OpenRead(path);
            var (_, local, central) = ForwardReader.Read(file);
            local.ShouldSatisfyAllConditions(
                () => local.ShouldBe(central, path),
                () => local.HasDataDescriptor.ShouldBeFalse(path),
                () => local.IsZip64.ShouldBeFalse(path),
                () => local.Size.ShouldBe(content.Length, path));
        }
    }

    private Task<byte[]> RunAsync(string command, params string[] arguments) => ForeignCommand.RunAsync(kinds.Folder, command, arguments);
}
