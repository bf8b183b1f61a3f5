using System.Text;
using Compressor.Core.Archiving;
using Compressor.Core.Outcomes;
using Compressor.Generators;
using Compressor.Handler.Settings;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.ForeignReaders;

/// <summary>The archive of an object past 4 GiB, in a file: made once, by the first test that asks for it.</summary>
public sealed class HugeArchive : IDisposable
{
    /// <summary>The object's size in bytes.</summary>
    internal const long Size = (4L << 30) + 12_345;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("huge-");
    private readonly Lazy<Task<long>> _made;

    public HugeArchive() => _made = new(MakeAsync);

    internal string Path => System.IO.Path.Combine(_folder.FullName, "huge.zip");

    /// <summary>Makes the archive, and returns how much this process grew by that, in bytes.</summary>
    internal Task<long> MadeAsync => _made.Value;

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<long> MakeAsync()
    {
        var line = string.Concat(Enumerable.Range(0, 30_000).Select(i => $$"""{"id":{{i}},"value":{{i * 7919 % 1_000_003}}}""" + "\n"));
        await using var scene = await FaultScene.CreateAsync(
            settings: new() { MaxFileSize = ByteSize.FromMebibytes(5 * 1024), SourceAfterSuccess = SourceAfterSuccess.Delete },
            limits: ArchiveLimits.FromMemoryLimit(512));
        scene.Bucket.Put(FaultScene.Key, Content.Repeat(Encoding.UTF8.GetBytes(line), Size));
        var before = Environment.WorkingSet;

        var answer = await scene.Handler.InvokeAsync(scene.Bucket.Events[^1].ToJson(), working: TimeSpan.FromMinutes(10));

        answer.ShouldBe(Outcome.Compressed);
        scene.Bucket.Find(FaultScene.Key).ShouldBeNull();
        var archive = scene.Bucket.Find(FaultScene.ArchiveKey)!.Content;
        await using var file = File.Create(Path);
        foreach (var piece in archive.Read(0, archive.Length))
        {
            await file.WriteAsync(piece);
        }

        return Environment.WorkingSet - before - archive.Length;
    }
}
