using System.Globalization;
using Compressor.Core.Archiving;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.Testing;
using DuckDB.NET.Data;

namespace Compressor.Handler.Tests.ForeignReaders;

/// <summary>gzip and zstd archives are for tools that query JSON, and for the commands that everybody has.</summary>
[Integration]
public sealed class DataToolTests(ArchiveKinds kinds) : IClassFixture<ArchiveKinds>
{
    private const string Python = """
        import gzip, sys
        with gzip.open(sys.argv[1]) as archive:
            sys.stdout.buffer.write(archive.read())
        """;

    private const string Java = """
        import java.io.FileInputStream;
        import java.nio.file.*;
        import java.util.zip.GZIPInputStream;

        class Gunzip {
            public static void main(String[] paths) throws Exception {
                for (var path : paths) {
                    try (var content = new GZIPInputStream(new FileInputStream(path))) {
                        Files.copy(content, Path.of(path + ".java"));
                    }
                }
            }
        }
        """;

    [CommandFact("gzip", "gzip")]
    public async Task Gzip_reads_every_kind()
    {
        foreach (var (path, content) in kinds.Of(ArchiveFormat.Gzip))
        {
            await RunAsync("gzip", "-t", path);
            (await RunAsync("gzip", "-dc", path)).ShouldBe(content, path);
        }
    }

    [CommandFact("gzip", "gzip")]
    public async Task Gzip_restores_the_name_of_the_object()
    {
        var (path, content) = kinds.Of(ArchiveFormat.Gzip).Single(
            archive => archive.Path.EndsWith("/balanced.json.gz", StringComparison.Ordinal));
        var folder = Directory.CreateDirectory(path + ".d").FullName;
        File.Copy(path, Path.Combine(folder, "renamed.gz"));

        await ForeignCommand.RunAsync(folder, "gzip", "-dN", "renamed.gz");

        (await File.ReadAllBytesAsync(Path.Combine(folder, Path.GetFileName(FaultScene.Name)))).ShouldBe(content);
    }

    [CommandFact("python3", "python3")]
    public async Task Python_reads_every_kind()
    {
        foreach (var (path, content) in kinds.Of(ArchiveFormat.Gzip))
        {
            (await RunAsync("python3", "-c", Python, path)).ShouldBe(content, path);
        }
    }

    [CommandFact("javac", "default-jdk-headless")]
    public async Task Java_reads_every_kind()
    {
        var archives = kinds.Of(ArchiveFormat.Gzip).ToList();
        await File.WriteAllTextAsync(Path.Combine(kinds.Folder, "Gunzip.java"), Java);

        await RunAsync("java", ["Gunzip.java", .. archives.Select(archive => archive.Path)]);

        foreach (var (path, content) in archives)
        {
            (await File.ReadAllBytesAsync(path + ".java")).ShouldBe(content, path);
        }
    }

    [CommandFact("7z", "p7zip-full")]
    public async Task Seven_zip_reads_every_kind()
    {
        foreach (var (path, content) in kinds.Of(ArchiveFormat.Gzip))
        {
            await RunAsync("7z", "t", "-bd", path);
            (await RunAsync("7z", "x", "-so", path)).ShouldBe(content, path);
        }
    }

    [CommandFact("zstd", "zstd")]
    public async Task Zstd_reads_every_kind()
    {
        foreach (var (path, content) in kinds.Of(ArchiveFormat.Zstd))
        {
            await RunAsync("zstd", "-tq", path);
            (await RunAsync("zstd", "-dcq", path)).ShouldBe(content, path);
        }
    }

    [CommandFact("zstd", "zstd")]
    public async Task A_zstd_file_has_one_frame_of_data_with_its_size_and_checksum_and_one_that_readers_skip()
    {
        foreach (var (path, content) in kinds.Of(ArchiveFormat.Zstd))
        {
            var listing = System.Text.Encoding.UTF8.GetString(await RunAsync("zstd", "-lv", path));
            listing.ShouldContain("# Zstandard Frames: 1", customMessage: path);
            listing.ShouldContain("# Skippable Frames: 1", customMessage: path);
            listing.ShouldContain($"({content.Length.ToString(CultureInfo.InvariantCulture)} B)", customMessage: path);
            listing.ShouldContain("Check: XXH64", customMessage: path);
        }
    }

    [Theory]
    [InlineData(ArchiveFormat.Gzip)]
    [InlineData(ArchiveFormat.Zstd)]
    public void DuckDB_queries_every_kind_that_holds_our_JSON(ArchiveFormat format)
    {
        using var database = new DuckDBConnection("DataSource=:memory:");
        database.Open();
        var archives = kinds.Of(format).Where(archive => archive.Content.AsSpan().SequenceEqual(FaultScene.Content)).ToList();
        archives.Count.ShouldBeGreaterThan(8, "buffered and streamed ones of each preset, and odd names");
        foreach (var (path, _) in archives)
        {
            using var query = database.CreateCommand();
            query.CommandText = $"SELECT count(*), sum(id)::BIGINT, max(value)::BIGINT FROM read_json('{path.Replace("'", "''")}')";
            using var row = query.ExecuteReader();
            row.Read().ShouldBeTrue();
            (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)).ShouldBe((4000L, 7_998_000L, 1008L), path);
        }
    }

    private Task<byte[]> RunAsync(string command, params string[] arguments) =>
        ForeignCommand.RunAsync(kinds.Folder, command, arguments);
}
