using System.IO.Compression;
using Amazon.S3.Model;
using Amazon.SQS.Model;
using Compressor.Cli.Objects.Verify;
using Compressor.Cli.Tests.Local;
using Compressor.Core.Archiving;
using Compressor.Core.Events;
using Compressor.Core.Keys;
using Compressor.Core.Outcomes;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Objects.Verify;

[Integration]
public class VerifyTests
{
    private static readonly KeyMapping Mapping = new("incoming/", "processed/", ".json");

    [Fact]
    public async Task Where_every_source_has_its_archive_all_is_well()
    {
        await using var aws = await ConnectedFunction.StartAsync();
        await PutBothAsync(aws, "a.json", "{\"a\":1}");
        await PutBothAsync(aws, "folder/ä b+%.json", "{\"b\":2}");

        var (code, output, error) = await aws.RunToolAsync("verify", "--deep");

        code.ShouldBe(0, output + error);
        output.ShouldStartWith("2 checked, 0 missing, 0 outdated, 0 foreign, 0 corrupt, 0 unmatched, 0 too young, 0 requeued, ");
    }

    [Fact]
    public async Task Each_kind_of_problem_has_a_line()
    {
        await using var aws = await ConnectedFunction.StartAsync();
        await aws.PutAsync("incoming/missing.json", "{}");
        await PutBothAsync(aws, "outdated.json", "{\"old\":1}");
        await aws.PutAsync("incoming/outdated.json", "{\"new\":22}");
        await aws.PutAsync("incoming/foreign.json", "{}");
        await aws.PutAsync(Mapping.ArchiveKey("foreign.json"), "PK");
        await aws.PutAsync("incoming/collision.json", "{}");
        await aws.PutAsync(
            Mapping.ArchiveKey("collision.json"), "PK", metadata => Metadata("incoming/another.json", "e", 2).AddTo(metadata));
        await aws.PutAsync("incoming/file.txt", "text");
        await aws.PutAsync("elsewhere/x.json", "{}");
        await aws.PutAsync("z.json", "{}");
        var corrupt = await aws.PutAsync("incoming/corrupt.json", "{\"c\":3}");
        await PutArchiveAsync(aws, "corrupt.json", "{\"c\":4}", corrupt.ETag.Trim('"'), 7);

        var (code, output, _) = await aws.RunToolAsync("verify", "--head-all");
        var (deepCode, deep, _) = await aws.RunToolAsync("verify", "--deep");

        (code, deepCode).ShouldBe((1, 1));
        var lines = output.TrimEnd().Split('\n').Select(line => line.Split('\t')).ToList();
        lines.SkipLast(1).Select(line => $"{line[0]} {line[1]}").Order(StringComparer.Ordinal).ShouldBe([
            "foreign incoming/collision.json", "foreign incoming/foreign.json", "missing incoming/missing.json", "outdated "
                + "incoming/outdated.json",
            "unmatched elsewhere/x.json", "unmatched incoming/file.txt", "unmatched z.json"]);
        lines[^1][0].ShouldStartWith(
            "8 checked, 1 missing, 1 outdated, 2 foreign, 0 corrupt, 3 unmatched, 0 too young, 0 requeued, ");
        deep.ShouldContain($"corrupt\tincoming/corrupt.json\t{Mapping.ArchiveKey("corrupt.json")}: the content differs at byte 5");
    }

    [Fact]
    public async Task What_is_missing_or_outdated_is_requeued_and_the_rest_is_not()
    {
        await using var aws = await ConnectedFunction.StartAsync();
        await aws.PutAsync("incoming/missing ü.json", "{}");
        await PutBothAsync(aws, "good.json", "{}");
        await aws.PutAsync("incoming/file.txt", "text");

        var young = await aws.RunToolAsync("verify", "--requeue");
        var (code, output, error) = await aws.RunToolAsync("verify", "--requeue", "--older-than", "0s");
        await aws.Running.Lambda.WaitUntilQuietAsync(Local.TestContext.Deadline);

        young.ExitCode.ShouldBe(0, young.Error);
        young.Output.ShouldContain("0 checked, 0 missing, 0 outdated, 0 foreign, 0 corrupt, 0 unmatched, 3 too young, 0 requeued");
        code.ShouldBe(1, error);
        output.ShouldContain("1 missing, 0 outdated, 0 foreign, 0 corrupt, 1 unmatched, 0 too young, 1 requeued");
        aws.Running.Lambda.Snapshot.Accepted.ShouldBe(1);
        aws.Running.Lambda.Snapshot.Done.ShouldBe(1);
    }

    [Fact]
    public async Task In_queue_mode_what_is_missing_is_a_message_of_the_queue_as_S3_writes_it()
    {
        await using var aws = await ConnectedFunction.StartAsync();
        var uploaded = await aws.PutAsync("incoming/missing ü.json", "{}");
        var queue = (await aws.Sqs.CreateQueueAsync("files-events")).QueueUrl;
        aws.Deployment = aws.Deployment with { EventQueueUrl = new(queue) };
        string[] requeue = ["verify", "--requeue", "--older-than", "0s"];

        var sent = await aws.RunToolAsync(requeue);
        var messages = (await aws.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10 })).Messages;
        await aws.Sqs.DeleteQueueAsync(queue);
        var gone = await aws.RunToolAsync(requeue);

        (sent.ExitCode, sent.Error).ShouldBe((1, sent.Error));
        sent.Output.ShouldContain("1 missing, 0 outdated, 0 foreign, 0 corrupt, 0 unmatched, 0 too young, 1 requeued, ");
        var read = EventReader.Read(System.Text.Encoding.UTF8.GetBytes(messages.ShouldHaveSingleItem().Body));
        read.Kind.ShouldBe(EventKind.S3Notification);
        var upload = read.Uploads.ShouldHaveSingleItem();
        (upload.Key, upload.ETag, upload.Size, upload.Sequencer).ShouldBe(("incoming/missing ü.json", uploaded.ETag.Trim('"'), 2, null));
        gone.Output.ShouldContain("0 requeued, 1 not requeued, ");
        gone.Error.ShouldContain($"not requeued: incoming/missing ü.json: the queue {queue} did not take the event: ");
        aws.Running.Lambda.Snapshot.Accepted.ShouldBe(0, "nothing goes past the queue");
    }

    [Theory]
    [InlineData(WrittenInventory.Csv)]
    [InlineData(WrittenInventory.ParquetFile)]
    public async Task An_inventory_in_place_of_a_listing_finds_what_is_missing_still_and_leaves_alone_what_changed_since(string format)
    {
        await using var aws = await ConnectedFunction.StartAsync();
        await PutBothAsync(aws, "good.json", "{}");
        await aws.PutAsync("incoming/missing.json", "{}");
        await aws.PutAsync("incoming/deleted since.json", "{}");
        await aws.PutAsync("incoming/replaced since.json", "{}");
        var manifest = await aws.PutInventoryAsync(format);
        await aws.S3.DeleteObjectAsync(ConnectedFunction.Bucket, "incoming/deleted since.json");
        await aws.PutAsync("incoming/replaced since.json", "{\"newer\":true}");
        await aws.PutAsync("incoming/later.json", "{}");

        var (code, output, error) = await aws.RunToolAsync("verify", "--from-inventory", manifest);
        var wrong = await aws.RunToolAsync("verify", "--from-inventory", manifest + "x");

        code.ShouldBe(1, error);
        output.ShouldStartWith($"missing\tincoming/missing.json\tthere is no {Mapping.ArchiveKey("missing.json")}\n4 checked, 1 missing, ");
        wrong.ExitCode.ShouldBe(2);
        wrong.Error.ShouldContain("manifest.jsonx cannot be read");
    }

    [Theory]
    [InlineData(false, false, "0 checked, ")]
    [InlineData(true, false, "Sources are deleted here once they are compressed: ")]
    [InlineData(true, true, "{\"kind\":\"summary\",")]
    public void Where_sources_are_deleted_the_last_line_says_what_a_listed_one_is(bool deletesSources, bool json, string start)
    {
        using var output = new StringWriter();

        new FindingWriter(output, json).Write(new VerifyCounters(), deletesSources);

        var last = output.ToString().TrimEnd().Split('\n')[^1];
        last.ShouldStartWith(start);
        last.Contains("\"deletesSources\":true", StringComparison.Ordinal).ShouldBe(json);
    }

    [Fact]
    public async Task What_has_an_archive_of_another_format_only_is_requeued_if_the_deployed_one_is_asked_for()
    {
        await using var aws = await ConnectedFunction.StartAsync();
        var source = await aws.PutAsync("incoming/a.json", "{}");
        await aws.PutAsync(
            (Mapping with { Format = ArchiveFormat.Gzip }).ArchiveKey("a.json"),
            "an archive of gzip",
            metadata => Metadata("incoming/a.json", source.ETag.Trim('"'), 2).AddTo(metadata));
        string[] requeue = ["verify", "--head-all", "--requeue", "--older-than", "0s"];

        var any = await aws.RunToolAsync(requeue);
        var gzip = await aws.RunToolAsync([.. requeue, "--format", "gzip"]);
        var zip = await aws.RunToolAsync([.. requeue, "--format", "zip"]);

        any.ExitCode.ShouldBe(0, any.Output + any.Error);
        (gzip.ExitCode, gzip.Output).ShouldBe((2, ""));
        zip.ExitCode.ShouldBe(1);
        zip.Output.ShouldContain("1 missing, 0 outdated, 0 foreign, 0 corrupt, 0 unmatched, 0 too young, 1 requeued");
    }

    private static async Task PutBothAsync(ConnectedFunction aws, string name, string content)
    {
        var source = await aws.PutAsync($"incoming/{name}", content);
        await PutArchiveAsync(aws, name, content, source.ETag.Trim('"'), System.Text.Encoding.UTF8.GetByteCount(content));
    }

    private static async Task PutArchiveAsync(ConnectedFunction aws, string name, string content, string etag, long size)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = zip.CreateEntry(Path.GetFileName(name)).Open();
            await entry.WriteAsync(System.Text.Encoding.UTF8.GetBytes(content));
        }

        var request = new PutObjectRequest
        {
            BucketName = ConnectedFunction.Bucket,
            Key = Mapping.ArchiveKey(name),
            InputStream = new MemoryStream(buffer.ToArray()),
        };
        Metadata($"incoming/{name}", etag, size).AddTo(request.Metadata);
        await aws.S3.PutObjectAsync(request);
    }

    private static ArchiveMetadata Metadata(string key, string etag, long size) =>
        new(ArchiveMetadata.HashKey(key), etag, null, size, null, null);
}
