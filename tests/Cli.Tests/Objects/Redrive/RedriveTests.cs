using Amazon.S3.Model;
using Compressor.Cli.Tests.Local;
using Compressor.Core.Archiving;
using Compressor.Core.Keys;
using Compressor.Core.Outcomes;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Objects.Redrive;

[Integration]
public class RedriveTests
{
    [Fact]
    public async Task Without_yes_it_shows_what_is_there_by_error_type_and_changes_nothing()
    {
        await using var aws = await ConnectedFunction.StartAsync();
        await aws.PutAsync("incoming/a.json", "{}");
        await aws.FailAsync("StorageUnreachable", "incoming/a.json");
        await aws.FailAsync("StorageUnreachable", "incoming/gone.json");
        await aws.FailAsync("KeyCollision", null);

        var (code, output, error) = await aws.RunToolAsync("redrive");

        code.ShouldBe(0, error);
        output.ShouldMatch(@"StorageUnreachable\W+2\W");
        output.ShouldMatch(@"KeyCollision\W+1\W");
        output.ShouldContain("incoming/a.json");
        output.ShouldContain("3 messages. Nothing was changed");
        (await aws.CountLettersAsync()).ShouldBe(3, "all are to be had again at once");
        aws.Running.Lambda.Snapshot.Accepted.ShouldBe(3);
    }

    [Fact]
    public async Task With_yes_each_event_is_sent_again_and_its_message_is_gone()
    {
        await using var aws = await ConnectedFunction.StartAsync();
        await aws.PutAsync("incoming/a b.json", "{}");
        await PutArchiveAsync(aws, "done.json", "incoming/done.json", etag: "e");
        await aws.FailAsync("StorageUnreachable", "incoming/a b.json");
        await aws.FailAsync("StorageUnreachable", "incoming/done.json");
        await aws.FailAsync("UnknownEvent", null);
        var before = aws.Running.Lambda.Reports.Count;

        var (code, output, error) = await aws.RunToolAsync("redrive", "--yes");
        await aws.Running.Lambda.WaitUntilQuietAsync(Local.TestContext.Deadline);

        code.ShouldBe(0, error);
        output.ShouldContain("3 sent, 0 lost, 0 failed, 0 not asked for");
        aws.Running.Lambda.Reports.Count.ShouldBe(before + 3);
        (await aws.CountLettersAsync()).ShouldBe(3, "they failed again: three new messages, and none of the old");
    }

    [Fact]
    public async Task Only_the_error_type_asked_for_is_sent_and_the_rest_stays()
    {
        await using var aws = await ConnectedFunction.StartAsync();
        await aws.FailAsync("KeyCollision", null);
        await aws.FailAsync("StorageError", null);

        var (code, output, error) = await aws.RunToolAsync("redrive", "--yes", "--error-type", "StorageError");
        await aws.Running.Lambda.WaitUntilQuietAsync(Local.TestContext.Deadline);

        code.ShouldBe(0, error);
        output.ShouldContain("1 sent, 0 lost, 0 failed, 1 not asked for");
        aws.Running.Lambda.Snapshot.Accepted.ShouldBe(3);
    }

    [Fact]
    public async Task An_event_whose_object_and_archive_are_gone_is_kept_and_reported_as_lost()
    {
        await using var aws = await ConnectedFunction.StartAsync();
        await aws.FailAsync("StorageError", "incoming/gone.json");

        var (code, output, error) = await aws.RunToolAsync("redrive", "--yes");

        code.ShouldBe(1);
        error.ShouldContain("LOST: incoming/gone.json: neither the object nor an archive of it is there (StorageError: it failed)");
        output.ShouldContain("0 sent, 1 lost, 0 failed");
        (await aws.CountLettersAsync()).ShouldBe(1);
        aws.Running.Lambda.Snapshot.Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_is_not_a_dead_letter_is_kept()
    {
        await using var aws = await ConnectedFunction.StartAsync();
        await aws.Sqs.SendMessageAsync(aws.Deployment.DeadLetterQueueUrl.AbsoluteUri, "hello");

        var (code, output, _) = await aws.RunToolAsync("redrive", "--yes");

        code.ShouldBe(1);
        output.ShouldContain("(not a dead letter of Lambda)");
        (await aws.CountLettersAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task An_empty_queue_is_said_to_be_empty()
    {
        await using var aws = await ConnectedFunction.StartAsync();

        var (code, output, error) = await aws.RunToolAsync("redrive");

        code.ShouldBe(0, error);
        output.Trim().ShouldBe("The dead-letter queue is empty.");
    }

    [Theory]
    [InlineData("incoming/x.json", "e", 0)]
    [InlineData("incoming/x.json", "another", 1)]
    [InlineData("incoming/another.json", "e", 1)]
    [InlineData(null, null, 1)]
    public async Task An_object_is_lost_unless_the_archive_is_of_that_key_and_upload(
        string? archivedKey, string? archivedETag, int lost)
    {
        await using var aws = await ConnectedFunction.StartAsync();
        await PutArchiveAsync(aws, "x.json", archivedKey, archivedETag);
        await aws.FailAsync("StorageError", "incoming/x.json");

        var (code, output, error) = await aws.RunToolAsync("redrive", "--yes");

        code.ShouldBe(lost, error);
        output.ShouldContain($"{1 - lost} sent, {lost} lost, 0 failed");
    }

    [Fact]
    public async Task An_archive_of_another_format_saves_its_object_from_being_called_lost()
    {
        await using var aws = await ConnectedFunction.StartAsync();
        await PutArchiveAsync(aws, "x.json", "incoming/x.json", "e", ArchiveFormat.Zstd);
        await aws.FailAsync("StorageError", "incoming/x.json");

        var (code, output, error) = await aws.RunToolAsync("redrive", "--yes");

        code.ShouldBe(0, error);
        output.ShouldContain("1 sent, 0 lost, 0 failed");
    }

    /// <summary>Puts an archive under the key of <paramref name="name"/>'s that says what it is of, or says nothing.</summary>
    private static Task<PutObjectResponse> PutArchiveAsync(
        ConnectedFunction aws, string name, string? sourceKey, string? etag, ArchiveFormat format = ArchiveFormat.Zip) =>
        aws.PutAsync(
        new KeyMapping("incoming/", "processed/", ".json") { Format = format }.ArchiveKey(name),
        "PK",
        metadata =>
        {
            if (sourceKey is not null)
            {
                new ArchiveMetadata(ArchiveMetadata.HashKey(sourceKey), etag!, null, 2, null, null).AddTo(metadata);
            }
        });
}
