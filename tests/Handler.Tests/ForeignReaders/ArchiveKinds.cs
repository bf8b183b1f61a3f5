using System.Text;
using Compressor.Core.Archiving;
using Compressor.Core.Outcomes;
using Compressor.Handler.Tests.Faults.Harness;

namespace Compressor.Handler.Tests.ForeignReaders;

/// <summary>An archive of every kind that the handler makes, in a folder, made once for all readers.</summary>
public sealed class ArchiveKinds : IAsyncLifetime
{
    private readonly List<(ArchiveFormat Format, string Path, byte[] Content)> _archives = [];

    internal string Folder { get; } = Directory.CreateTempSubdirectory("archives-").FullName;

    /// <summary>The archives of one format.</summary>
    internal IEnumerable<(string Path, byte[] Content)> Of(ArchiveFormat format) =>
        _archives.Where(archive => archive.Format == format).Select(archive => (archive.Path, archive.Content));

    public async Task InitializeAsync()
    {
        foreach (var format in Enum.GetValues<ArchiveFormat>())
        {
            await AddAllAsync(format);
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    private async Task AddAllAsync(ArchiveFormat format)
    {
        var noise = new byte[70_000];
        new Random(1).NextBytes(noise);
        var many = Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Repeat("""{"level":"info","message":"the same again"}""" + "\n", 60_000)));

        await AddAsync(format, "fast", FaultScene.Content, compression: Compression.Fast);
        await AddAsync(format, "balanced", FaultScene.Content, compression: Compression.Balanced);
        await AddAsync(format, "small", FaultScene.Content, compression: Compression.Small);
        await AddAsync(format, "stored", noise);
        await AddAsync(format, "empty", []);
        await AddAsync(format, "one byte", "1"u8.ToArray());
        await AddAsync(format, "long run", many);
        await AddAsync(format, "name", FaultScene.Content, key: "incoming/a b/ü%2F+日本 (1).json");
        await AddAsync(format, "unsafe name", FaultScene.Content, key: "incoming/../..\\C:\u0001evil.json");
        await AddAsync(format, "streamed", FaultScene.Content, limits: FaultScene.Streaming);
        await AddAsync(format, "streamed fast", FaultScene.Content, compression: Compression.Fast, limits: FaultScene.Streaming);
        await AddAsync(
            format, "streamed small", FaultScene.Content, compression: Compression.Small, limits: FaultScene.Streaming);
        await AddAsync(format, "streamed one part", FaultScene.Content, limits: FaultScene.Streaming with { PartSize = 1 << 20 });
        await AddAsync(format, "streamed noise", noise, limits: FaultScene.Streaming);
        await AddAsync(format, "streamed pieces", many, limits: FaultScene.Streaming);
        await AddAsync(format, "streamed name", FaultScene.Content, limits: FaultScene.Streaming, key: "incoming/ünï.json");
    }

    private async Task AddAsync(
        ArchiveFormat format,
        string kind,
        byte[] content,
        string key = FaultScene.Key,
        Compression compression = Compression.Balanced,
        ArchiveLimits? limits = null)
    {
        await using var scene = await FaultScene.CreateAsync(
            settings: new() { Format = format, Compression = compression }, limits: limits);
        (await scene.DeliverAsync(scene.Upload(content, key))).ShouldBe(Outcome.Compressed);
        var path = Path.Combine(Folder, kind + format.Define().ArchiveName(".json", ".json"));
        var archiveKey = scene.Bucket.Keys.Single(stored => stored.StartsWith("processed/", StringComparison.Ordinal));
        await File.WriteAllBytesAsync(path, scene.Bucket.Find(archiveKey)!.Content.ToArray());
        _archives.Add((format, path, content));
    }
}
