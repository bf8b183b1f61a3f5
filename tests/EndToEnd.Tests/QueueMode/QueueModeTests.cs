using System.Text;
using Compressor.EndToEnd.Tests.LeastPrivilege;
using Compressor.EndToEnd.Tests.Policies;
using Compressor.Testing;

namespace Compressor.EndToEnd.Tests.QueueMode;

/// <summary>The main job through a queue: same outcomes, in batches; what fails comes again, and is a dead letter in the end.</summary>
public sealed class QueueModeTests(QueueFunction function) : IClassFixture<QueueFunction>
{
    [Fact]
    public async Task Uploaded_files_are_compressed_in_batches_and_none_is_lost()
    {
        const int Files = 40;
        var before = function.Lambda.Reports.Count;
        await Task.WhenAll(Enumerable.Range(0, Files).Select(
            i => function.PutAsync($"main/{i}.json", Project.SampleJson(20_000 + i, seed: (ulong)i))));
        await DeployedFunction.QuietAsync(function.Lambda);

        for (var i = 0; i < Files; i++)
        {
            function.Outcomes($"main/{i}.json").ShouldBe(["Compressed"]);
            (await function.FindDifferenceAsync($"main/{i}.json", Project.SampleJson(20_000 + i, seed: (ulong)i))).ShouldBeNull();
        }

        (function.Lambda.Reports.Count - before).ShouldBeLessThan(Files, "several files share an invocation");
        function.Lambda.Snapshot.Accepted.ShouldBe(0, "S3 invokes nothing by itself");
        (await function.TakeDeadLettersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Messages_that_always_fail_are_dead_letters_and_their_neighbours_are_done()
    {
        await using var shortened = await function.ShortenVisibilityAsync();
        var huge = function.CreatedEvent("poison/huge.json", 1L << 40);
        await function.Sqs.SendMessageAsync(function.QueueUrl, "hello");
        await function.Sqs.SendMessageAsync(function.QueueUrl, Encoding.UTF8.GetString(huge));
        await function.PutAsync("poison/good.json", "{}"u8.ToArray());
        await DeployedFunction.QuietAsync(function.Lambda);

        function.Outcomes("poison/good.json").ShouldBe(["Compressed"]);
        var letters = await function.TakeDeadLettersAsync();
        letters.Count.ShouldBe(2);
        letters.SelectMany(letter => letter.Keys).ShouldBe([function.SourceKey("poison/huge.json")]);
        letters.Single(letter => letter.Keys.Any()).CanBeSent.ShouldBeTrue("compressor redrive sends S3's own message again");
        var log = await File.ReadAllTextAsync(function.LogFile);
        log.ShouldContain("\"errorType\":\"ObjectTooLarge\"");
        log.ShouldContain("\"errorType\":\"MalformedEvent\"");
    }

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html</summary>
    [Theory]
    [InlineData("s3.amazonaws.com", "", "123456789012", "true", true)]
    [InlineData("s3.amazonaws.com", "", "123456789012", "false", false)]
    [InlineData("s3.amazonaws.com", "-of-others", "123456789012", "true", false)]
    [InlineData("s3.amazonaws.com", "", "999999999999", "true", false)]
    [InlineData("sns.amazonaws.com", "", "123456789012", "true", false)]
    public async Task Only_this_accounts_bucket_sends_events_to_the_queue(
        string service, string otherName, string account, string tls, bool allowed)
    {
        var queue = (await function.Sqs.GetQueueAttributesAsync(function.QueueUrl, ["All"])).Attributes;
        var context = new Dictionary<string, string>
        {
            ["aws:SourceArn"] = $"arn:aws:s3:::{function.Deployment.BucketName}{otherName}",
            ["aws:SourceAccount"] = account,
            ["aws:SecureTransport"] = tls,
        };

        new Request(null, service, "sqs:SendMessage", queue["QueueArn"], context)
            .IsAllowed(null, Policy.Parse(queue["Policy"]), null, function.Deployment.AccountId).ShouldBe(allowed);
    }

    [Fact]
    public async Task What_has_no_archive_gets_a_message_again_and_the_functions_name_is_enough_to_find_the_queue()
    {
        await function.UploadAsync("requeued/lost.json", "{}"u8.ToArray());
        await function.S3.DeleteObjectAsync(function.Deployment.BucketName, function.ArchiveKey("requeued/lost.json"));

        var verify = await ProgramRun.RunAsync(
            ProgramRun.Compressor,
            ["verify", "--requeue", "--older-than", "0s", "--function", function.Deployment.FunctionName],
            function.Aws.EnvironmentVariables);
        await DeployedFunction.QuietAsync(function.Lambda);

        (verify.ExitCode, verify.Error).ShouldBe((1, verify.Error));
        verify.Output.ShouldContain(", 1 requeued, ");
        function.Outcomes("requeued/lost.json").ShouldBe(["Compressed", "Compressed"]);
        (await function.FindDifferenceAsync("requeued/lost.json", "{}"u8.ToArray())).ShouldBeNull();
        function.Lambda.Snapshot.Accepted.ShouldBe(0, "nothing goes past the queue");
    }

    [Fact]
    public async Task An_outage_of_S3_makes_no_dead_letter_and_every_file_has_its_archive()
    {
        const int Files = 12;
        await using var shortened = await function.ShortenVisibilityAsync();
        var before = await CountRefusalsAsync();
        await function.RefuseS3Async(TimeSpan.FromSeconds(4));
        await Task.WhenAll(Enumerable.Range(0, Files).Select(
            i => function.PutAsync($"outage/{i}.json", Project.SampleJson(10_000 + i, seed: (ulong)i))));
        await DeployedFunction.QuietAsync(function.Lambda);

        (await CountRefusalsAsync() - before).ShouldBeGreaterThan(Files, "the SDK and the mapping tried again");
        for (var i = 0; i < Files; i++)
        {
            // Visible again after a second, a message may be at work twice.
            function.Outcomes($"outage/{i}.json").Distinct().ShouldBeSubsetOf(["Compressed", "Duplicate"]);
            (await function.FindDifferenceAsync($"outage/{i}.json", Project.SampleJson(10_000 + i, seed: (ulong)i))).ShouldBeNull();
        }

        (await function.TakeDeadLettersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_role_may_do_with_the_queue_what_the_mapping_does_and_no_more()
    {
        await function.UploadAsync("privilege/one.json", "{}"u8.ToArray());
        var policies = await DeployedPolicies.ReadAsync(function);

        // Without the calls of these tests themselves, which have other credentials.
        var asked = RecordedCall.ReadOfRole(function.Aws, skip: 0)
            .Where(call => call.Service == "sqs" && call.Target != "AmazonSQS.SendMessage")
            .Select(call => call.Target.Replace("AmazonSQS.", "sqs:").Replace("MessageBatch", "Message"));
        var granted = policies.Role.Grants.Where(grant => grant.Resource.EndsWith(":compressor-events", StringComparison.Ordinal));
        asked.Distinct().ShouldBe(granted.Select(grant => grant.Action), ignoreOrder: true);
    }

    private async Task<int> CountRefusalsAsync() =>
        (await File.ReadAllLinesAsync(function.Aws.AccessRecordFile))
            .Count(line => line.Contains("\"status\": 503", StringComparison.Ordinal));
}
