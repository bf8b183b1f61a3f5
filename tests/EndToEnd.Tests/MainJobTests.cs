using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Cli.Objects;
using Compressor.Core.Outcomes;

namespace Compressor.EndToEnd.Tests;

[Collection(DeployedFunctionGroup.Name)]
public sealed class MainJobTests(DeployedFunction function)
{
    [Fact]
    public async Task An_uploaded_file_becomes_an_archive_of_the_same_bytes()
    {
        var content = Project.SampleJson(10_000_000, seed: 1);

        var etag = await function.UploadAsync("main/one.json", content);

        function.Outcomes("main/one.json").ShouldBe(["Compressed"]);
        (await function.FindDifferenceAsync("main/one.json", content)).ShouldBeNull();
        var stored = await ArchiveAsync("main/one.json");
        stored.Metadata["source-etag"].ShouldBe(etag);
        stored.Metadata["source-size"].ShouldBe("10000000");
        stored.Metadata["source-key-sha256"].ShouldBe(ArchiveMetadata.HashKey(function.SourceKey("main/one.json")));
        stored.ContentLength.ShouldBeInRange(1_000_000, 3_000_000);
    }

    [Theory]
    [InlineData("odd/two words.json")]
    [InlineData("odd/1+1=2.json")]
    [InlineData("odd/100% %41 %2F.json")]
    [InlineData("odd/Zürich 日本 ☃.json")]
    [InlineData("odd/a&b;c'd(e)!~@$,.json")]
    [InlineData("odd/.json")]
    [InlineData("odd/x.json/y.json")]
    public async Task Odd_keys_are_compressed_under_their_own_name(string name)
    {
        await function.UploadAsync(name, "{}"u8.ToArray());

        function.Outcomes(name).ShouldBe(["Compressed"]);
        (await function.FindDifferenceAsync(name, "{}"u8.ToArray())).ShouldBeNull();
    }

    [Fact]
    public async Task An_empty_object_becomes_an_archive_of_an_empty_file()
    {
        await function.UploadAsync("main/empty.json", []);

        function.Outcomes("main/empty.json").ShouldBe(["Compressed"]);
        (await function.FindDifferenceAsync("main/empty.json", [])).ShouldBeNull();
    }

    [Fact]
    public async Task An_event_delivered_twice_gives_one_archive_and_a_duplicate()
    {
        var content = Project.SampleJson(100_000, seed: 2);
        var etag = await function.UploadAsync("main/twice.json", content);
        var before = await ArchiveAsync("main/twice.json");

        await function.SendAsync(function.CreatedEvent("main/twice.json", content.Length, etag));

        function.Outcomes("main/twice.json").ShouldBe(["Compressed", "Duplicate"]);
        var after = await ArchiveAsync("main/twice.json");
        (after.ETag, after.LastModified).ShouldBe((before.ETag, before.LastModified));
    }

    [Fact]
    public async Task The_last_of_several_uploads_of_one_key_wins()
    {
        var (a, b) = (Project.SampleJson(50_000, seed: 3), Project.SampleJson(60_000, seed: 4));

        foreach (var content in new[] { a, b, a })
        {
            await function.UploadAsync("main/again.json", content);
            (await function.FindDifferenceAsync("main/again.json", content)).ShouldBeNull();
        }
    }

    [Fact]
    public async Task An_event_of_an_older_upload_changes_nothing()
    {
        var (a, b) = (Project.SampleJson(50_000, seed: 5), Project.SampleJson(60_000, seed: 6));
        var old = await function.UploadAsync("main/late.json", a);
        await function.UploadAsync("main/late.json", b);

        await function.SendAsync(function.CreatedEvent("main/late.json", a.Length, old));

        function.Outcomes("main/late.json").ShouldBe(["Compressed", "Compressed", "Superseded"]);
        (await function.FindDifferenceAsync("main/late.json", b)).ShouldBeNull();
    }

    [Fact]
    public async Task An_object_that_is_gone_is_reported_and_leaves_nothing()
    {
        await function.SendAsync(function.CreatedEvent("main/gone.json", 2));

        function.Outcomes("main/gone.json").ShouldBe(["SourceMissing"]);
        (await function.IsAnythingStoredAsync("main/gone.json")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("elsewhere/a.json")]
    [InlineData("processed/a.json")]
    [InlineData("incoming/a.txt")]
    [InlineData("incoming/folder.json/")]
    public async Task Keys_that_are_not_ours_are_skipped(string key)
    {
        var answer = await function.InvokeAsync(S3Notification.ObjectCreated(function.Deployment, key, 2, "etag"));

        answer.FunctionError.ShouldBeNull();
        answer.Body.ShouldContain("\"Skipped\"");
    }

    [Theory]
    [InlineData("incoming/notes.txt")]
    [InlineData("elsewhere/a.json")]
    public async Task An_upload_that_no_notification_would_match_is_denied(string key)
    {
        var refusal = await Should.ThrowAsync<AmazonS3Exception>(
            () => function.S3.PutObjectAsync(new() { BucketName = function.Deployment.BucketName, Key = key, ContentBody = "{}" }));

        refusal.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private Task<GetObjectMetadataResponse> ArchiveAsync(string name) =>
        function.S3.GetObjectMetadataAsync(function.Deployment.BucketName, function.ArchiveKey(name));
}
