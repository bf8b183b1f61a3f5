using System.Text.Json;
using Compressor.Cli.Objects.Verify;
using Compressor.Cli.Tests.Local;
using Compressor.Core.Keys;
using Compressor.Core.Outcomes;
using Compressor.Testing;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Tests.Objects.Verify;

[Integration]
public class RequeueTests
{
    private const string Key = "incoming/a ü.json";

    private static readonly KeyMapping Mapping = new("incoming/", "processed/", ".json");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_event_names_the_upload_that_was_found_and_has_no_sequencer(bool versioned)
    {
        await using var aws = await StartAsync(versioned);
        var uploaded = await aws.PutAsync(Key, "{}");
        var sent = new List<JsonElement>();

        (await Requeuer(aws, sent).SendAsync(await FindAsync(aws), Local.TestContext.Deadline)).ShouldBeTrue();

        var source = sent.ShouldHaveSingleItem().GetProperty("Records")[0].GetProperty("s3").GetProperty("object");
        source.GetProperty("key").GetString().ShouldBe("incoming%2Fa+%C3%BC.json");
        source.GetProperty("eTag").GetString().ShouldBe(uploaded.ETag.Trim('"'));
        source.GetProperty("size").GetInt64().ShouldBe(2);
        source.TryGetProperty("sequencer", out _).ShouldBeFalse();
        string.IsNullOrEmpty(uploaded.VersionId).ShouldBe(!versioned);
        (source.TryGetProperty("versionId", out var version) ? version.GetString() : null).ShouldBe(versioned ? uploaded.VersionId : null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_replaced_since_it_was_listed_is_left_to_its_own_event(bool versioned)
    {
        await using var aws = await StartAsync(versioned);
        await aws.PutAsync(Key, "{}");
        var finding = await FindAsync(aws);
        await aws.PutAsync(Key, "{\"newer\":true}");
        var sent = new List<JsonElement>();

        (await Requeuer(aws, sent).SendAsync(finding, Local.TestContext.Deadline)).ShouldBeFalse();

        sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_deleted_since_it_was_listed_is_left_alone()
    {
        await using var aws = await StartAsync(versioned: false);
        await aws.PutAsync(Key, "{}");
        var finding = await FindAsync(aws);
        await aws.S3.DeleteObjectAsync(ConnectedFunction.Bucket, Key);
        var sent = new List<JsonElement>();

        (await Requeuer(aws, sent).SendAsync(finding, Local.TestContext.Deadline)).ShouldBeFalse();

        sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(+10, "5d41402abc4b2a76b9719d911017c592", true)]
    [InlineData(-10, "5d41402abc4b2a76b9719d911017c592", false)]
    [InlineData(+10, "5d41402abc4b2a76b9719d911017c592-2", false)]
    public async Task An_older_version_that_is_the_current_one_again_is_fine_beside_a_later_archive(
        int archivedSecondsLater, string etag, bool fine)
    {
        await using var aws = await StartAsync(versioned: false);
        await aws.PutAsync(Key, "{}");
        var listed = await ListAsync(aws);
        listed = listed with { ETag = etag };
        await aws.PutAsync(
            Mapping.ArchiveKey("a ü.json"),
            "PK",
            metadata => new ArchiveMetadata(
                ArchiveMetadata.HashKey(Key), "another", null, 9, null, listed.LastModified + archivedSecondsLater).AddTo(metadata));

        var finding = await Check(aws).FindAsync(listed, Local.TestContext.Deadline);

        finding?.Kind.ShouldBe(FindingKind.Outdated);
        (finding is null).ShouldBe(fine);
    }

    private static async Task<ConnectedFunction> StartAsync(bool versioned)
    {
        var aws = await ConnectedFunction.StartAsync();
        if (versioned)
        {
            await aws.S3.PutBucketVersioningAsync(
                new() { BucketName = ConnectedFunction.Bucket, VersioningConfig = new() { Status = Amazon.S3.VersionStatus.Enabled } });
        }

        return aws;
    }

    private static Requeuer Requeuer(ConnectedFunction aws, List<JsonElement> sent) => new(aws.S3, aws.Deployment, (payload, _) =>
    {
        sent.Add(JsonDocument.Parse(payload).RootElement.Clone());
        return Task.CompletedTask;
    });

    private static ArchiveCheck Check(ConnectedFunction aws) => new(aws.S3, ConnectedFunction.Bucket, Mapping, deep: false);

    private static async Task<Finding> FindAsync(ConnectedFunction aws) =>
        (await Check(aws).FindAsync(await ListAsync(aws), Local.TestContext.Deadline)).ShouldNotBeNull();

    private static async Task<ListedObject> ListAsync(ConnectedFunction aws)
    {
        using var lister = aws.Connection.CreateLister();
        var page = await lister.ListAsync(ConnectedFunction.Bucket, Key, startAfter: null, maxKeys: 1000, Local.TestContext.Deadline);
        return page.Objects.ShouldHaveSingleItem();
    }
}
