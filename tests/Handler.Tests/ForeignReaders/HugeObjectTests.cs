using System.Diagnostics;
using System.Text;
using Compressor.Generators;
using Compressor.Handler.Configuration;
using Compressor.Handler.Outcomes;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.ForeignReaders;

/// <summary>An object past 4 GiB, where zip needs its 64-bit records.</summary>
public sealed class HugeObjectTests
{
    private const long Size = (4L << 30) + 12_345;

    [LongFact]
    public async Task An_object_past_4_GiB_streams_in_bounded_memory_and_every_reader_opens_it()
    {
        var line = string.Concat(Enumerable.Range(0, 30_000).Select(i => $$"""{"id":{{i}},"value":{{i * 7919 % 1_000_003}}}""" + "\n"));
        await using var scene = await FaultScene.CreateAsync(
            settings: new() { MaxFileSize = ByteSize.FromMebibytes(5 * 1024), SourceAfterSuccess = SourceAfterSuccess.Delete }, limits: ArchiveLimits.For(512));
        scene.Bucket.Put(FaultScene.Key, Content.Repeat(Encoding.UTF8.GetBytes(line), Size));
        var before = Environment.WorkingSet;

        var answer = await scene.Handler.InvokeAsync(scene.Bucket.Events[^1].ToJson(), working: TimeSpan.FromMinutes(10));

        answer.ShouldBe(Outcome.Compressed);
        var archive = scene.Bucket.Find(FaultScene.ArchiveKey)!.Content;
        var path = Path.Combine(Directory.CreateTempSubdirectory("huge-").FullName, "huge.zip");
        await using (var file = File.Create(path))
        {
            foreach (var piece in archive.Read(0, archive.Length))
            {
                await file.WriteAsync(piece);
            }
        }

        try
        {
            (Environment.WorkingSet - before - archive.Length).ShouldBeLessThan(300L << 20);
            await TestAsync("unzip", "-tq", path);
            await TestAsync("7z", "t", "-bd", path);
            await TestAsync("bsdtar", "-tf", path);
            await TestAsync("python3", "-c", $"import zipfile; z = zipfile.ZipFile('{path}'); assert z.testzip() is None and z.infolist()[0].file_size == {Size}");
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    private static async Task TestAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{command}: {await output} {await errors}");
    }
}
