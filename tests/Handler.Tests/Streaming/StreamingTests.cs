using System.Globalization;
using System.Text;
using System.Text.Json;
using Compressor.Core.Archiving;
using Compressor.Handler.Settings;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Streaming;

public sealed class StreamingTests
{
    public static TheoryData<ArchiveFormat> Formats { get; } = [.. Enum.GetValues<ArchiveFormat>()];

    [Theory]
    [InlineData(StreamingScene.MaxBufferedBytes - 1, false)]
    [InlineData(StreamingScene.MaxBufferedBytes, false)]
    [InlineData(StreamingScene.MaxBufferedBytes + 1, true)]
    public async Task Objects_above_the_bound_are_streamed_and_no_others(int size, bool streamed)
    {
        await using var scene = await StreamingScene.StartAsync();
        var result = await scene.CompressAsync(Content.From(Noise(size)));
        result.GetProperty("outcome").GetString().ShouldBe("Compressed");
        Archive(scene, result).ETag.Contains('-').ShouldBe(streamed);
        Read(scene, result).ShouldBe(Noise(size));
    }

    [Theory]
    [InlineData((2 * StreamingScene.PartSize) + 1)]
    [InlineData(4 * StreamingScene.PartSize)]
    [InlineData(1_000_000)]
    [InlineData(3_000_001)]
    public async Task What_does_not_shrink_comes_out_as_it_went_in_whatever_the_parts(int size)
    {
        await using var scene = await StreamingScene.StartAsync();
        Read(scene, await scene.CompressAsync(Content.From(Noise(size)))).ShouldBe(Noise(size));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Every_size_around_a_full_last_part_comes_out_as_it_went_in(ArchiveFormat format)
    {
        // Noise grows a little when it is compressed, so the archive of each of these ends within, at or just after a part.
        await using var scene = await StreamingScene.StartAsync(new CompressorSettings { Format = format });
        for (var size = 98_000; size < 98_400; size += 7)
        {
            Read(scene, await scene.CompressAsync(Content.From(Noise(size)), $"incoming/{size}.json"), format).ShouldBe(Noise(size));
        }

        scene.Bucket.Uploads.Open.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Text_comes_out_as_it_went_in_and_smaller_in_between(ArchiveFormat format)
    {
        var lines = Enumerable.Range(0, 60_000).Select(i => $"{{\"id\":{i},\"v\":{i * 31 % 977}}}\n");
        var text = Encoding.ASCII.GetBytes(string.Concat(lines));
        await using var scene = await StreamingScene.StartAsync(new CompressorSettings { Format = format });
        var result = await scene.CompressAsync(Content.From(text));
        Read(scene, result, format).ShouldBe(text);
        result.GetProperty("bytesOut").GetInt64().ShouldBeLessThan(text.Length / 2);
        result.GetProperty("bytesOut").GetInt64().ShouldBe(Archive(scene, result).Content.Length);
        result.GetProperty("bytesIn").GetInt64().ShouldBe(text.Length);
    }

    [Theory]
    [InlineData(ArchiveFormat.Zip, "application/zip")]
    [InlineData(ArchiveFormat.Gzip, "application/gzip")]
    [InlineData(ArchiveFormat.Zstd, "application/zstd")]
    public async Task A_streamed_archive_carries_the_same_metadata_type_and_class_as_a_buffered_one(
        ArchiveFormat format, string contentType)
    {
        await using var scene = await StreamingScene.StartAsync(new CompressorSettings { Format = format, StorageClass = "STANDARD_IA" });
        var streamed = Archive(scene, await scene.CompressAsync(Content.From(Noise(200_000)), "incoming/large.json"));
        var buffered = Archive(scene, await scene.CompressAsync(Content.From(Noise(2_000)), "incoming/small.json"));
        streamed.Headers.Metadata.Keys.Order().ShouldBe(buffered.Headers.Metadata.Keys.Order());
        streamed.Headers.StorageClass.ShouldBe("STANDARD_IA");
        streamed.Headers.ContentType.ShouldBe(contentType);
        buffered.Headers.ContentType.ShouldBe(contentType);
        streamed.Headers.ContentEncoding.ShouldBeNull("clients would decompress on the way");
        streamed.Headers.Metadata["source-size"].ShouldBe("200000");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_streamed_object_is_verified_before_it_is_deleted(ArchiveFormat format)
    {
        await using var scene = await StreamingScene.StartAsync(
            new CompressorSettings { Format = format, SourceAfterSuccess = SourceAfterSuccess.Delete });
        var result = await scene.CompressAsync(Content.From(Noise(200_000)));
        Read(scene, result, format).ShouldBe(Noise(200_000));
        scene.Bucket.Find("incoming/x.json").ShouldBeNull();
    }

    [Fact]
    public async Task The_first_part_waits_for_the_header_and_is_uploaded_last()
    {
        await using var scene = await StreamingScene.StartAsync();
        await scene.CompressAsync(Content.From(Noise(200_000)));
        var parts = scene.Server.Requests.Where(request => request.Operation == S3Operation.UploadPart)
            .Select(request => int.Parse(request.Query["partNumber"], CultureInfo.InvariantCulture));
        parts.ShouldBe([2, 3, 4, 5, 6, 7, 1]);
    }

    [Fact]
    public async Task An_archive_that_fits_the_first_part_has_no_other()
    {
        await using var scene = await StreamingScene.StartAsync();
        var content = Encoding.ASCII.GetBytes(new string('x', 1_000_000));
        var result = await scene.CompressAsync(Content.From(content));
        Read(scene, result).ShouldBe(content);
        Archive(scene, result).ETag.ShouldEndWith("-1");
    }

    [Fact]
    public async Task A_task_of_S3_Batch_tells_no_size_and_the_GET_does()
    {
        await using var scene = await FaultScene.CreateAsync(limits: FaultScene.Streaming);
        scene.Upload();

        var response = await scene.Handler.RespondAsync(
            $$"""
            {"invocationSchemaVersion":"1.0","invocationId":"i","job":{"id":"j"},
             "tasks":[{"taskId":"t","s3Key":"{{FaultScene.Key}}","s3VersionId":null,"s3BucketArn":"arn:aws:s3:::files"}]}
            """);

        response.ShouldContain("\"Compressed\"");
        scene.Bucket.Find(FaultScene.ArchiveKey)!.ETag.ShouldContain('-', customMessage: "it was streamed");
        scene.Count(S3Operation.HeadObject).ShouldBe(0);
    }

    private static StoredObject Archive(StreamingScene scene, JsonElement result) =>
        scene.Bucket.Find(result.GetProperty("archive").GetString()!).ShouldNotBeNull();

    private static byte[] Read(StreamingScene scene, JsonElement result, ArchiveFormat format = ArchiveFormat.Zip) =>
        FaultScene.Read(format, Archive(scene, result).Content.ToArray());

    private static byte[] Noise(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }
}
