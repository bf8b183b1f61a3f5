using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Compressor.Handler.Settings;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Streaming;

public sealed class StreamingTests
{
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
        Unzip(scene, result).ShouldBe(Noise(size));
    }

    [Theory]
    [InlineData((2 * StreamingScene.PartSize) + 1)]
    [InlineData(4 * StreamingScene.PartSize)]
    [InlineData(1_000_000)]
    [InlineData(3_000_001)]
    public async Task What_does_not_shrink_comes_out_as_it_went_in_whatever_the_parts(int size)
    {
        await using var scene = await StreamingScene.StartAsync();
        Unzip(scene, await scene.CompressAsync(Content.From(Noise(size)))).ShouldBe(Noise(size));
    }

    [Fact]
    public async Task Every_size_around_a_full_last_part_comes_out_as_it_went_in()
    {
        // Noise grows a little under deflate, so the archive of each of these ends within, at or just after a part.
        await using var scene = await StreamingScene.StartAsync();
        for (var size = 98_000; size < 98_400; size += 7)
        {
            Unzip(scene, await scene.CompressAsync(Content.From(Noise(size)), $"incoming/{size}.json")).ShouldBe(Noise(size));
        }

        scene.Bucket.Uploads.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task Text_comes_out_as_it_went_in_and_smaller_in_between()
    {
        var lines = Enumerable.Range(0, 60_000).Select(i => $"{{\"id\":{i},\"v\":{i * 31 % 977}}}\n");
        var text = Encoding.ASCII.GetBytes(string.Concat(lines));
        await using var scene = await StreamingScene.StartAsync();
        var result = await scene.CompressAsync(Content.From(text));
        Unzip(scene, result).ShouldBe(text);
        result.GetProperty("bytesOut").GetInt64().ShouldBeLessThan(text.Length / 2);
        result.GetProperty("bytesOut").GetInt64().ShouldBe(Archive(scene, result).Content.Length);
        result.GetProperty("bytesIn").GetInt64().ShouldBe(text.Length);
    }

    [Fact]
    public async Task A_streamed_archive_carries_the_same_metadata_and_class_as_a_buffered_one()
    {
        await using var scene = await StreamingScene.StartAsync(new CompressorSettings { StorageClass = "STANDARD_IA" });
        var streamed = Archive(scene, await scene.CompressAsync(Content.From(Noise(200_000)), "incoming/large.json"));
        var buffered = Archive(scene, await scene.CompressAsync(Content.From(Noise(2_000)), "incoming/small.json"));
        streamed.Metadata.Keys.Order().ShouldBe(buffered.Metadata.Keys.Order());
        streamed.StorageClass.ShouldBe("STANDARD_IA");
        streamed.ContentType.ShouldBe("application/zip");
        streamed.Metadata["source-size"].ShouldBe("200000");
    }

    [Fact]
    public async Task A_streamed_object_is_verified_before_it_is_deleted()
    {
        await using var scene = await StreamingScene.StartAsync(new CompressorSettings { SourceAfterSuccess = SourceAfterSuccess.Delete });
        var result = await scene.CompressAsync(Content.From(Noise(200_000)));
        Unzip(scene, result).ShouldBe(Noise(200_000));
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
        Unzip(scene, result).ShouldBe(content);
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

    private static byte[] Unzip(StreamingScene scene, JsonElement result)
    {
        using var zip = new ZipArchive(new MemoryStream(Archive(scene, result).Content.ToArray()));
        using var entry = zip.Entries.ShouldHaveSingleItem().Open();
        using var content = new MemoryStream();
        entry.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] Noise(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }
}
