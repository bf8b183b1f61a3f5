using Compressor.Lab.Data;
using Compressor.Lab.Tuning.Limits;
using Compressor.LoopbackS3.Notifications;
using Compressor.LoopbackS3.Storage;
using Compressor.Testing;
using Xunit.Abstractions;

namespace Compressor.EndToEnd.Tests.Bootstrap;

/// <summary>
/// The function's memory setting as a promise. The published <c>bootstrap</c> runs in a control group with that much memory and no swap;
/// where groups are not permitted, its largest resident set is held against the setting all the same.
/// </summary>
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const int MiB = 1024 * 1024;
    private const long GiB = 1024L * MiB;
    private const double BytesPerMb = 1e6;

    // What docs/performance.md promises for a streamed object of any size.
    private const double MaxStreamedMb = 80;

    /// <summary>
    /// What Terraform asks for (terraform/modules/function/capacity.tf): 50 MB, and twice an object that is compressed in memory.
    /// </summary>
    [Theory]
    [InlineData(150, 50, "fast")]
    [InlineData(150, 50, "balanced")]
    [InlineData(150, 50, "small")]
    [InlineData(256, 50, "balanced")]
    [InlineData(512, 64, "balanced")]
    public async Task The_largest_object_fits_the_memory_that_Terraform_asks_for(int memorySize, int largestMiB, string compression)
    {
        using var group = LimitGroup.TryCreate(memorySize, out _);
        await using var bootstrap = await StartAsync(memorySize, group, new()
        {
            ["COMPRESSOR_COMPRESSION"] = compression,
            ["COMPRESSOR_MAX_FILE_SIZE"] = $"{largestMiB}MiB",
            ["COMPRESSOR_VERIFY_ARCHIVES"] = "true",
        });

        // What does not shrink fills both buffers; what does leaves other traces behind.
        foreach (var data in (IEnumerable<string>)["random", "events", "random"])
        {
            bootstrap.CompressAndForget(
                "incoming/largest.json", DataSet.Find(data).Write(largestMiB * MiB)).ShouldContain("\"Compressed\"");
        }

        output.WriteLine($"{memorySize} MB, {largestMiB} MiB, {compression}: peak RSS {bootstrap.PeakMb:0.0} MB");
        bootstrap.PeakMb.ShouldBeLessThan(memorySize * (MiB / BytesPerMb));
        group?.MemoryKills.ShouldBe(0);
    }

    /// <summary>Objects of an invocation overlap: as many as fit, of whatever sizes, and buffers are kept for the next one.</summary>
    [Theory]
    [InlineData(512, "fast")]
    [InlineData(512, "balanced")]
    [InlineData(256, "balanced")]
    public async Task Batches_of_any_sizes_fit_the_memory(int memorySize, string compression)
    {
        using var group = LimitGroup.TryCreate(memorySize, out _);
        await using var bootstrap = await StartAsync(memorySize, group, new()
        {
            ["COMPRESSOR_COMPRESSION"] = compression,
            ["COMPRESSOR_VERIFY_ARCHIVES"] = "true",
            ["COMPRESSOR_REPORT_BATCH_ITEM_FAILURES"] = "true",
        });
        foreach (var sizes in (int[][])[[50], [10], [1], [50, 1, 25, 3, 10], [17, 33, 9, 49], [50]])
        {
            var contents = sizes.Select(size => DataSet.Find(size % 2 == 0 ? "random" : "events").Write(size * MiB)).ToArray();
            for (var i = 0; i < 10; i++)
            {
                bootstrap.Bucket.Put($"incoming/{i}.json", contents[i % contents.Length]);
            }

            bootstrap.Deliver(QueueBatch.ToJson(bootstrap.Bucket.Events.TakeLast(10))).ShouldContain("\"outcomes\":{\"Compressed\":10}");
            bootstrap.Forget();
        }

        output.WriteLine($"{memorySize} MB, {compression}: peak RSS {bootstrap.PeakMb:0.0} MB");
        bootstrap.PeakMb.ShouldBeLessThan(memorySize * (MiB / BytesPerMb));
        group?.MemoryKills.ShouldBe(0);
    }

    [Theory]
    [InlineData("events", "zip", "balanced")]
    [InlineData("random", "zip", "balanced")]
    [InlineData("events", "gzip", "fast")]
    [InlineData("events", "zstd", "balanced")]
    [InlineData("random", "zstd", "small")]
    public Task Memory_does_not_grow_with_a_streamed_object(string data, string format, string compression) =>
        StreamAsync(GiB / 4, data, format, compression);

    [LongTheory]
    [InlineData("zip", "balanced")]
    [InlineData("gzip", "fast")]
    [InlineData("gzip", "small")]
    [InlineData("zstd", "fast")]
    [InlineData("zstd", "balanced")]
    [InlineData("zstd", "small")]
    public Task Memory_does_not_grow_with_a_streamed_object_of_5_GiB(string format, string compression) =>
        StreamAsync(5 * GiB, "events", format, compression);

    private async Task StreamAsync(long size, string data, string format, string compression)
    {
        using var group = LimitGroup.TryCreate(512, out _);
        await using var bootstrap = await StartAsync(512, group, new()
        {
            ["COMPRESSOR_FORMAT"] = format,
            ["COMPRESSOR_COMPRESSION"] = compression,
            ["COMPRESSOR_MAX_FILE_SIZE"] = "5GiB",
            ["COMPRESSOR_VERIFY_ARCHIVES"] = "true",
        });
        bootstrap.Bucket.Put("incoming/large.json", Content.Repeat(DataSet.Find(data).Write(10_000_019), size), hasChecksum: false);

        bootstrap.Deliver(bootstrap.Bucket.Events[^1].ToJson()).ShouldContain("\"Compressed\"");

        output.WriteLine($"{size / (double)GiB} GiB of {data}, {format} {compression}: peak RSS {bootstrap.PeakMb:0.0} MB");
        bootstrap.PeakMb.ShouldBeLessThanOrEqualTo(MaxStreamedMb);
        group?.MemoryKills.ShouldBe(0);
    }

    private static Task<BootstrapWithS3> StartAsync(int memorySize, LimitGroup? group, Dictionary<string, string> variables) =>
        BootstrapWithS3.StartAsync(new BootstrapOptions
        {
            Bucket = new BucketSettings { DiscardsBodies = true },
            MemorySize = memorySize,
            Launch = group is null ? null : program =>
            {
                var script = program + ".limited";
                group.WriteEnteringScript(script, program);
                return script;
            },
            Variables = variables,
        });
}
