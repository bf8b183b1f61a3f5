using Compressor.Core.Archiving;
using Compressor.Lab.Data;
using Compressor.Lab.Subjects;

namespace Compressor.EndToEnd.Tests.Bootstrap;

/// <summary>Archives of each format by the published <c>bootstrap</c>, whose libzstd is linked in, and not whole.</summary>
public sealed class FormatTests
{
    // In MB. With so little, objects past 1 MiB are streamed (ArchiveLimits.FromMemoryLimit).
    private const int LittleMemory = 52;

    [Theory]
    [InlineData(ArchiveFormat.Gzip, "balanced")]
    [InlineData(ArchiveFormat.Zstd, "fast")]
    [InlineData(ArchiveFormat.Zstd, "balanced")]
    [InlineData(ArchiveFormat.Zstd, "small")]
    public async Task Objects_of_all_sizes_become_archives_that_are_verified(ArchiveFormat format, string compression)
    {
        await using var bootstrap = await BootstrapWithS3.StartAsync(new BootstrapOptions
        {
            Package = Project.Package,
            MemorySize = LittleMemory,
            Variables = new Dictionary<string, string>
            {
                ["COMPRESSOR_FORMAT"] = format.Name(),
                ["COMPRESSOR_COMPRESSION"] = compression,
                ["COMPRESSOR_VERIFY_ARCHIVES"] = "true",
            },
        });
        foreach (var size in (int[])[64, 5_000, 20_000, 150_000, 300_000, 1_000_000, 1_200_000, 5_000_000])
        {
            foreach (var data in (DataSet[])[DataSet.Events, DataSet.Find("random")])
            {
                var content = data.Write(size);
                var key = $"{data.Name}-{size}";
                bootstrap.Bucket.Put($"incoming/{key}.json", content);

                bootstrap.Deliver(bootstrap.Bucket.Events[^1].ToJson()).ShouldContain("\"Compressed\"");

                var stored = bootstrap.Bucket.Keys.Single(name => name.Contains($"/{key}.", StringComparison.Ordinal)
                    && name.StartsWith("processed/", StringComparison.Ordinal));
                stored.ShouldEndWith(format.Define().ArchiveName(".json", ".json"));
                ArchivedBytes.Equal(format, bootstrap.Bucket.Find(stored)!.Content.ToArray(), content).ShouldBeTrue(stored);
            }
        }
    }
}
