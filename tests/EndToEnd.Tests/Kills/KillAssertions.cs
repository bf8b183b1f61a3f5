using Compressor.Cli.Objects.Archives;
using Compressor.Core.Archiving;

namespace Compressor.EndToEnd.Tests.Kills;

/// <summary>What holds of a bucket whatever was killed.</summary>
internal static class KillAssertions
{
    /// <summary>Every archive is whole. Streams that were killed leave parts, which the bucket's lifecycle aborts after a day.</summary>
    public static async Task ShouldHoldNothingHalfWrittenAsync(this KillScene scene, IReadOnlyList<MixedFile> files)
    {
        var byArchive = files.ToDictionary(file => file.ArchiveKey);
        foreach (var key in scene.Bucket.Keys.Where(key => key.StartsWith("processed/", StringComparison.Ordinal)))
        {
            var file = byArchive[key];
            var archive = new MemoryStream(scene.Bucket.Find(key)!.Content.ToArray());
            (
                await ArchiveComparison.FindDifferenceAsync(
                    ArchiveFormat.Zip, archive, new MemoryStream(file.Content), Path.GetFileName(file.Key), CancellationToken.None))
                .ShouldBeNull(key);
        }

        scene.Bucket.Uploads.Open.ShouldAllBe(upload => byArchive[upload.Key].Content.Length > 1 << 20, "only what is streamed has parts");
    }

    /// <summary>What has no archive has its source, and a dead letter.</summary>
    public static void ShouldHaveArchiveOrSource(
        this KillScene scene, IReadOnlyList<MixedFile> files, IReadOnlyCollection<string> deadKeys)
    {
        foreach (var file in files.Where(file => scene.Bucket.Find(file.ArchiveKey) is null))
        {
            scene.Bucket.Find(file.Key).ShouldNotBeNull(file.Key).Content.ToArray().ShouldBe(file.Content, file.Key);
            deadKeys.ShouldContain(file.Key);
        }
    }
}
