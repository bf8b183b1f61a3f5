using System.Text.Json;
using Compressor.Core.Failures;
using Compressor.Generators;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3.Faults;

namespace Compressor.Handler.Tests.Faults;

/// <summary>
/// A job of S3 Batch hears of each task by itself, and its invocation never fails: the log is where an operator finds why.
/// </summary>
public sealed class BatchFaultTests
{
    private static readonly TimeSpan SoonOver = TimeSpan.FromMilliseconds(500);

    [Theory]
    [InlineData(FaultKind.Stall, ErrorTypes.DeadlineExceeded)]
    [InlineData(FaultKind.AccessDenied, ErrorTypes.AccessDenied)]
    public async Task A_task_that_fails_is_a_temporary_failure_with_a_line_of_its_own(FaultKind kind, string errorType)
    {
        await using var scene = await FaultScene.CreateAsync();
        scene.Upload();
        scene.With(kind, S3Operation.GetObject, times: int.MaxValue);

        var result = await RunTaskAsync(scene, working: kind == FaultKind.Stall ? SoonOver : null);

        result.Code.ShouldBe("TemporaryFailure");
        result.Text.ShouldStartWith($"{errorType}: ");
        Errors(scene).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            line => line.GetProperty("errorType").GetString().ShouldBe(errorType),
            line => line.GetProperty("key").GetString().ShouldBe(FaultScene.Key));
        scene.ShouldHoldOnlyTheSource();
    }

    [Fact]
    public async Task The_task_ends_well_once_the_fault_is_gone()
    {
        await using var scene = await FaultScene.CreateAsync();
        scene.Upload();
        scene.With(FaultKind.Stall, S3Operation.GetObject, times: int.MaxValue);

        (await RunTaskAsync(scene, SoonOver)).Code.ShouldBe("TemporaryFailure");
        scene.Server.Faults.Clear();
        (await RunTaskAsync(scene)).ShouldBe(("Succeeded", "Compressed"));

        scene.Archived().ShouldBe(FaultScene.Content);
    }

    [Fact]
    public async Task An_object_that_is_too_large_is_a_permanent_failure()
    {
        await using var scene = await FaultScene.CreateAsync(settings: new() { MaxFileSize = ByteSize.FromMebibytes(1) });
        scene.Upload(new byte[(1 << 20) + 1]);

        var result = await RunTaskAsync(scene);

        result.Code.ShouldBe("PermanentFailure");
        result.Text.ShouldStartWith($"{ErrorTypes.ObjectTooLarge}: ");
    }

    [Fact]
    public async Task A_key_whose_archive_would_have_too_long_a_key_is_a_permanent_failure()
    {
        await using var scene = await FaultScene.CreateAsync();
        var key = $"incoming/{new string('x', 1024 - "incoming/.json".Length)}.json";
        scene.Upload(key: key);

        var result = await RunTaskAsync(scene, key: key);

        result.Code.ShouldBe("PermanentFailure");
        result.Text.ShouldStartWith($"{ErrorTypes.KeyTooLong}: ");
    }

    [Fact]
    public async Task A_key_whose_archive_is_another_sources_is_a_permanent_failure()
    {
        await using var scene = await FaultScene.CreateAsync();
        scene.Upload();
        scene.Bucket.Put(FaultScene.ArchiveKey, "somebody else's"u8.ToArray());

        var result = await RunTaskAsync(scene);

        result.Code.ShouldBe("PermanentFailure");
        result.Text.ShouldStartWith($"{ErrorTypes.KeyCollision}: ");
    }

    [Fact]
    public async Task A_directory_in_the_manifest_succeeds_without_a_request()
    {
        await using var scene = await FaultScene.CreateAsync();

        (await RunTaskAsync(scene, key: "incoming/day/")).ShouldBe(("Succeeded", "Skipped"));

        scene.Server.Requests.ShouldNotContain(request => request.Key == "incoming/day/");
    }

    private static async Task<(string Code, string Text)> RunTaskAsync(
        FaultScene scene, TimeSpan? working = null, string key = FaultScene.Key)
    {
        var job = $$"""
            {"invocationSchemaVersion":"1.0","invocationId":"invocation","job":{"id":"job"},
            "tasks":[{"taskId":"task","s3Key":"{{key}}","s3VersionId":null,"s3BucketArn":"arn:aws:s3:::files"}]}
            """;
        using var response = JsonDocument.Parse(await scene.Handler.RespondAsync(job, working));
        var result = response.RootElement.GetProperty("results").EnumerateArray().ShouldHaveSingleItem();
        return (result.GetProperty("resultCode").GetString()!, result.GetProperty("resultString").GetString()!);
    }

    private static IEnumerable<JsonElement> Errors(FaultScene scene) => scene.Handler.Log
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement)
        .Where(line => line.TryGetProperty("level", out var level) && level.GetString() == "ERROR");
}
