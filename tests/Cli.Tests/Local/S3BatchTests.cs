using System.Text.Json;
using Compressor.Testing;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Tests.Local;

/// <summary>The local S3 Batch Operations, through the requests that the tool sends to AWS's.</summary>
[Integration]
public sealed class S3BatchTests
{
    [Fact]
    public async Task Each_object_of_the_manifest_is_a_task_and_what_fails_for_good_is_in_the_report()
    {
        await using var scene = await BatchScene.StartAsync();
        string[] keys = ["a+b%2B%C3%BC", "flaky", "permanent", "temporary", "throws", "forgotten", "garbled"];

        var state = await scene.RunAsync(await scene.PutManifestAsync([.. keys.Select(key => $"a-bucket,incoming/{key}.json")]));

        (state.Status, state.Tasks, state.Succeeded, state.Failed).ShouldBe(("Complete", 7, 2, 5));
        state.Reasons.ShouldBeEmpty();
        var report = JsonDocument.Parse((await scene.ReadAsync(state.ReportKey)).ShouldNotBeNull()).RootElement;
        var file = report.GetProperty("Results").EnumerateArray().ShouldHaveSingleItem();
        file.GetProperty("TaskExecutionStatus").GetString().ShouldBe("failed");
        var rows = (await scene.ReadAsync(file.GetProperty("Key").GetString()!)).ShouldNotBeNull();
        rows.ShouldContain(
            "a-bucket,incoming/permanent.json,,failed,200,PermanentFailure,\"ObjectTooLarge: it has\n2 \"\"bytes\"\", too many\"\n");
        rows.ShouldContain("a-bucket,incoming/temporary.json,,failed,200,PermanentFailure,StorageError: try again\n");
        rows.ShouldContain("a-bucket,incoming/throws.json,,failed,200,PermanentFailure,\"Lambda returned function error: {");
        rows.ShouldContain("a-bucket,incoming/forgotten.json,,failed,200,PermanentFailure,Lambda returned no result for the task\n");
        rows.ShouldContain("a-bucket,incoming/garbled.json,,failed,200,PermanentFailure,\"Lambda returned an invalid response:");
        scene.Aws.Running.Lambda.Snapshot.Done.ShouldBe(1 + 2 + 1 + 3 + 1 + 3, "a temporary failure is tried three times");
        scene.Aws.Running.Lambda.Snapshot.Failed.ShouldBe(3, "a function that throws too");
    }

    [Fact]
    public async Task Versions_and_schema_reach_the_function_and_a_good_job_has_no_failures_to_report()
    {
        await using var scene = await BatchScene.StartAsync();

        var state = await scene.RunAsync(await scene.PutManifestAsync("a-bucket,incoming/a.json,v1", "a-bucket,incoming/b.json,v2"));

        (state.Status, state.Succeeded, state.Failed).ShouldBe(("Complete", 2, 0));
        var report = JsonDocument.Parse((await scene.ReadAsync(state.ReportKey)).ShouldNotBeNull()).RootElement;
        report.GetProperty("Results").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_same_token_is_one_job_and_another_request_with_it_is_refused()
    {
        await using var scene = await BatchScene.StartAsync();
        var job = await scene.PutManifestAsync("a-bucket,incoming/a.json");

        var first = await scene.Api.CreateJobAsync(job, TestContext.Deadline);

        (await scene.Api.CreateJobAsync(job, TestContext.Deadline)).ShouldBe(first);
        (await Should.ThrowAsync<S3ControlException>(() => scene.Api.CreateJobAsync(job with { Priority = 1 }, TestContext.Deadline)))
            .Message.ShouldStartWith("S3 Control answered 409 IdempotencyException: ");
    }

    [Theory]
    [InlineData("ETag", "InvalidManifest: the manifest's ETag is ")]
    [InlineData("columns", "InvalidManifest: line 1 has 2 columns, not 3")]
    [InlineData("key", "InvalidManifest: line 1 names no bucket, or a key that is not URL-encoded")]
    [InlineData("empty", "InvalidManifest: the manifest is empty")]
    [InlineData("function", "AccessDenied: arn:aws:iam::123456789012:role/backfill is not allowed to perform lambda:InvokeFunction on ")]
    [InlineData("role", "AccessDenied: there is no role arn:aws:iam::123456789012:role/nobody")]
    public async Task A_job_that_cannot_run_fails_before_its_first_task(string wrong, string reason)
    {
        await using var scene = await BatchScene.StartAsync();
        var job = await scene.PutManifestAsync(wrong switch
        {
            "key" => ["a-bucket,incoming/ü.json"],
            "empty" => [],
            _ => ["a-bucket,incoming/a.json"],
        });
        job = wrong switch
        {
            "ETag" => job with { ManifestETag = "0123" },
            "columns" => job with { HasVersions = true },
            "function" => job with { FunctionArn = $"{job.FunctionArn}:other" },
            "role" => job with { RoleArn = "arn:aws:iam::123456789012:role/nobody" },
            _ => job,
        };

        var state = await scene.RunAsync(job);

        state.Status.ShouldBe("Failed");
        state.Reasons.ShouldHaveSingleItem().ShouldStartWith(reason);
        scene.Aws.Running.Lambda.Snapshot.Done.ShouldBe(0);
        (await scene.ReadAsync(state.ReportKey)).ShouldBeNull();
    }

    [Theory]
    [InlineData("s3:GetObject")]
    [InlineData("s3:PutObject")]
    [InlineData("lambda:InvokeFunction")]
    public async Task A_role_that_lacks_a_permission_fails_the_job(string action)
    {
        await using var scene = await BatchScene.StartAsync(allowed: BatchScene.Needed.Where(grant => grant.Action != action));

        var state = await scene.RunAsync(await scene.PutManifestAsync("a-bucket,incoming/a.json"));

        state.Status.ShouldBe("Failed");
        state.Reasons.ShouldHaveSingleItem().ShouldStartWith(
            $"AccessDenied: {BatchScene.RoleArn} is not allowed to perform {action} on arn:aws:");
    }

    [Fact]
    public async Task A_role_that_trusts_another_account_is_not_taken()
    {
        await using var scene = await BatchScene.StartAsync(sourceAccount: "999999999999");

        var state = await scene.RunAsync(await scene.PutManifestAsync("a-bucket,incoming/a.json"));

        state.Reasons.ShouldBe([$"AccessDenied: batchoperations.s3.amazonaws.com may not take the role {BatchScene.RoleArn}"]);
    }

    [Theory]
    [InlineData("priority", "CreateJobRequest.Priority is not a number of its range")]
    [InlineData("role", "CreateJobRequest.RoleArn is not valid: somebody")]
    [InlineData("token", "CreateJobRequest.ClientRequestToken is not valid: ")]
    [InlineData("account", "RoleArn is of another account")]
    public async Task A_request_that_AWS_would_not_take_is_refused_at_once(string wrong, string message)
    {
        await using var scene = await BatchScene.StartAsync();
        var job = await scene.PutManifestAsync("a-bucket,incoming/a.json");
        job = wrong switch
        {
            "priority" => job with { Priority = -1 },
            "role" => job with { RoleArn = "somebody" },
            "token" => job with { Token = "" },
            _ => job with { RoleArn = "arn:aws:iam::999999999999:role/backfill" },
        };

        (await Should.ThrowAsync<S3ControlException>(() => scene.Api.CreateJobAsync(job, TestContext.Deadline)))
            .Message.ShouldBe($"S3 Control answered 400 InvalidRequest: {message}");
    }

    [Fact]
    public async Task A_job_can_be_cancelled_and_reports_what_failed_until_then()
    {
        await using var scene = await BatchScene.StartAsync();
        var lines = Enumerable.Range(0, 2000).Select(i => $"a-bucket,incoming/{(i < 20 ? "permanent" : "")}{i}.json");
        var id = await scene.Api.CreateJobAsync(await scene.PutManifestAsync([.. lines]), TestContext.Deadline);
        await TestContext.UntilAsync(() => scene.Aws.Running.Lambda.Snapshot.Done > 20);

        await scene.Api.CancelJobAsync(id, TestContext.Deadline);

        var state = await scene.WaitAsync(id);
        state.Status.ShouldBe("Cancelled");
        (state.Succeeded + state.Failed).ShouldBeInRange(20, 1999);
        (await scene.ReadAsync(state.ReportKey)).ShouldNotBeNull().ShouldContain("\"failed\"");
        (await Should.ThrowAsync<S3ControlException>(() => scene.Api.CancelJobAsync(id, TestContext.Deadline)))
            .Message.ShouldContain("JobStatusException");
        (await Should.ThrowAsync<S3ControlException>(() => scene.Api.DescribeJobAsync("nothing", TestContext.Deadline)))
            .Message.ShouldBe("S3 Control answered 404 NoSuchJob: The specified job does not exist.");
    }

    [Fact]
    public async Task A_job_of_which_most_tasks_fail_ends_after_a_thousand()
    {
        await using var scene = await BatchScene.StartAsync();

        var state = await scene.RunAsync(
            await scene.PutManifestAsync([.. Enumerable.Range(0, 1500).Select(i => $"a-bucket,incoming/permanent{i}.json")]));

        state.Status.ShouldBe("Failed");
        state.Failed.ShouldBeInRange(1000, 1100);
        state.Reasons.ShouldBe(["JobFailureThresholdExceeded: more than 50 % of the tasks failed"]);
    }
}
