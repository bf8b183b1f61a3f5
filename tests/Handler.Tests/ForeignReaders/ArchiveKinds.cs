using System.Text;
using Compressor.Core.Archiving;
using Compressor.Core.Outcomes;
using Compressor.Handler.Tests.Faults.Harness;

namespace Compressor.Handler.Tests.ForeignReaders;

/// <summary>An archive of every kind that the handler makes, in a folder, made once for all readers.</summary>
public sealed class ArchiveKinds : IAsyncLifetime
{
    private readonly List<(string Path, byte[] Content)> _archives = [];

    internal string Folder { get; } = Directory.CreateTempSubdirectory("archives-").FullName;

    internal IReadOnlyList<(string Path, byte[] Content)> Archives => _archives;

    public async Task InitializeAsync()
    {
        var noise = new byte[70_000];
        new Random(1).NextBytes(noise);
        var many = Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Repeat("""{"level":"info","message":"the same again"}""" + "\n", 60_000)));

        await AddAsync("fast", FaultScene.Content, compression: Compression.Fast);
        await AddAsync("balanced", FaultScene.Content, compression: Compression.Balanced);
        await AddAsync("small", FaultScene.Content, compression: Compression.Small);
        await AddAsync("stored", noise);
        await AddAsync("empty", []);
        await AddAsync("one byte", "1"u8.ToArray());
        await AddAsync("long run", many);
        await AddAsync("name", FaultScene.Content, key: "incoming/a b/ü%2F+日本 (1).json");
        await AddAsync("unsafe name", FaultScene.Content, key: "incoming/../..\\C:\u0001evil.json");
        await AddAsync("streamed", FaultScene.Content, limits: FaultScene.Streaming);
        await AddAsync("streamed fast", FaultScene.Content, compression: Compression.Fast, limits: FaultScene.Streaming);
        await AddAsync("streamed small", FaultScene.Content, compression: Compression.Small, limits: FaultScene.Streaming);
        await AddAsync("streamed one part", FaultScene.Content, limits: FaultScene.Streaming with { PartSize = 1 << 20 });
        await AddAsync("streamed noise", noise, limits: FaultScene.Streaming);
        await AddAsync("streamed pieces", many, limits: FaultScene.Streaming);
        await AddAsync("streamed name", FaultScene.Content, limits: FaultScene.Streaming, key: "incoming/ünï.json");
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    private async Task AddAsync(
        string kind,
        byte[] content,
        string key = FaultScene.Key,
        Compression compression = Compression.Balanced,
        ArchiveLimits? limits = null)
    {
        await using var scene = await FaultScene.CreateAsync(settings: new() { Compression = compression }, limits: limits);
        (await scene.DeliverAsync(scene.Upload(content, key))).ShouldBe(Outcome.Compressed);
        var path = Path.Combine(Folder, kind + ".zip");
        var archiveKey = scene.Bucket.Keys.Single(stored => stored.StartsWith("processed/", StringComparison.Ordinal));
        await File.WriteAllBytesAsync(path, scene.Bucket.Find(archiveKey)!.Content.ToArray());
        _archives.Add((path, content));
    }
}
