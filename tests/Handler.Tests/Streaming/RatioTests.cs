using Compressor.Core.Archiving;
using Compressor.Generators;
using Compressor.Handler.Settings;
using Compressor.LoopbackS3.Storage;
using Compressor.Toolkit.Samples;

namespace Compressor.Handler.Tests.Streaming;

/// <summary>The archive of a streamed object beside that of a buffered one: one byte more must not cost much.</summary>
public sealed class RatioTests(RatioTests.Events events) : IClassFixture<RatioTests.Events>
{
    private const double MaxLoss = 0.06;

    [Theory]
    [InlineData(ArchiveFormat.Zip, Compression.Fast, Compression.Fast, "ISA-L 2")]
    [InlineData(ArchiveFormat.Zip, Compression.Balanced, Compression.Balanced, "zlib-ng 7")]
    [InlineData(ArchiveFormat.Zip, Compression.Small, Compression.Balanced, "zlib-ng 8")]
    [InlineData(ArchiveFormat.Zstd, Compression.Balanced, Compression.Balanced, "zstd 6")]
    public async Task A_streamed_archive_is_hardly_larger_than_a_buffered_one(
        ArchiveFormat format, Compression preset, Compression comparedWith, string engine)
    {
        await using var scene = await StreamingScene.StartAsync(
            new CompressorSettings { Format = format, Compression = preset, MaxFileSize = ByteSize.FromMebibytes(65) },
            ArchiveLimits.FromMemoryLimit(512));

        var result = await scene.CompressAsync(Content.From(events.Bytes));

        var archive = scene.Bucket.Find(result.GetProperty("archive").GetString()!)!;
        archive.ETag.ShouldContain('-', customMessage: "it was streamed");
        archive.Content.Length.ShouldBeLessThanOrEqualTo((long)(events.BufferedLength(format, comparedWith) * (1 + MaxLoss)));
        scene.Log.ShouldContain($"\"engine\":\"{engine}\"");
    }

    /// <summary>64 MiB of events and a byte.</summary>
    public sealed class Events
    {
        private const int Length = (64 * 1024 * 1024) + 1;

        public Events()
        {
            using var bytes = new MemoryStream(Length);
            SampleEvents.Write(bytes, Length, seed: 7);
            Bytes = bytes.ToArray();
        }

        public byte[] Bytes { get; }

        /// <summary>What the engine of buffered objects makes of them, in bytes.</summary>
        public int BufferedLength(ArchiveFormat format, Compression preset)
        {
            using var engine = format.Define().CreateEngine(preset);
            return engine.CompressWhole(Bytes, new byte[Length]);
        }
    }
}
