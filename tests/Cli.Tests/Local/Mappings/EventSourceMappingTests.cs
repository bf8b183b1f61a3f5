using Compressor.Cli.Local.Mappings;

namespace Compressor.Cli.Tests.Local.Mappings;

/// <summary>The local event source mapping against a queue: what it receives, in what batches, and what becomes of messages.</summary>
public sealed class EventSourceMappingTests
{
    [Fact]
    public async Task An_empty_queue_is_asked_by_receives_that_wait_and_a_message_is_handed_over_at_once()
    {
        await using var mapped = await MappedFunction.StartAsync();
        mapped.Queue.Send("hello");
        await TestContext.UntilAsync(() => mapped.Batches.Count == 1);
        await mapped.QuietAsync();

        mapped.Sqs.Receives.ShouldAllBe(receive => receive.WaitSeconds == QueuePoller.LongPollSeconds && receive.Count == 10);
        mapped.Sqs.Receives.Count.ShouldBeInRange(1, 3, "the one that got the message, and the one that waits now");
    }

    [Fact]
    public async Task A_batch_has_what_there_is_up_to_its_size()
    {
        await using var mapped = await MappedFunction.StartAsync(batchSize: 4, environments: 1);
        mapped.Queue.Send([.. Enumerable.Range(0, 10).Select(i => $"{i}")]);
        await mapped.QuietAsync();

        mapped.Bodies.Select(batch => batch.Length).ShouldBe([4, 4, 2]);
        mapped.Bodies.SelectMany(batch => batch).ShouldBe(Enumerable.Range(0, 10).Select(i => $"{i}"));
    }

    [Fact]
    public async Task A_window_gathers_batches_larger_than_a_receive_and_does_not_wait_longer_than_itself()
    {
        await using var mapped = await MappedFunction.StartAsync(batchSize: 25, window: 3, environments: 1);
        mapped.Queue.Send([.. Enumerable.Range(0, 30).Select(i => $"{i}")]);
        await mapped.QuietAsync();

        mapped.Bodies.Select(batch => batch.Length).ShouldBe([25, 5]);
    }

    [Fact]
    public async Task The_function_gets_messages_as_SQS_hands_them_over()
    {
        await using var mapped = await MappedFunction.StartAsync();
        mapped.Queue.Send("hello");
        await mapped.QuietAsync();

        var message = mapped.Batches.ShouldHaveSingleItem().ShouldHaveSingleItem();
        message.EnumerateObject().Select(property => property.Name).ShouldBe(
        [
            "messageId", "receiptHandle", "body", "attributes", "messageAttributes", "md5OfBody", "eventSource", "eventSourceARN",
            "awsRegion",
        ]);
        message.GetProperty("eventSource").GetString().ShouldBe("aws:sqs");
        message.GetProperty("awsRegion").GetString().ShouldBe("us-east-1");
        message.GetProperty("attributes").GetProperty("ApproximateReceiveCount").GetString().ShouldBe("1");
    }

    [Fact]
    public async Task Exactly_the_messages_that_failed_come_again_after_the_visibility_timeout_and_are_dead_in_the_end()
    {
        await using var mapped = await MappedFunction.StartAsync(environments: 1);
        (mapped.Queue.Visibility, mapped.Queue.MaxReceiveCount) = (TimeSpan.FromMilliseconds(300), 3);
        mapped.Queue.Send("good", "fail", "better");
        await mapped.QuietAsync();

        mapped.Bodies.ShouldBe([["good", "fail", "better"], ["fail"], ["fail"]]);
        mapped.Batches.Select(batch => batch[^1].GetProperty("attributes").GetProperty("ApproximateReceiveCount").GetString())
            .ShouldBe(["1", "2", "3"]);
        mapped.Queue.DeadLetters.ShouldBe(["fail"]);
    }

    [Theory]
    [InlineData("throw", true)]
    [InlineData("garbled", true)]
    [InlineData("stranger", true)]
    [InlineData("null", true)]
    [InlineData("fail", false)]
    public async Task What_a_batch_means_as_a_whole_is_decided_as_Lambda_decides_it(string body, bool reports)
    {
        await using var mapped = await MappedFunction.StartAsync(reports: reports, environments: 1);
        mapped.Queue.Send("good", body);

        // With one environment, it asks for more once what is done has been deleted.
        await TestContext.UntilAsync(() => mapped.Lambda.Reports.Count == 1 && mapped.Sqs.Receives.Count == 2);

        // Null means that nothing failed, and without ReportBatchItemFailures nobody reads the answer.
        mapped.Queue.Deleted.ShouldBe(body is "null" or "fail" ? ["good", body] : []);
    }

    [Fact]
    public async Task A_message_becomes_visible_while_the_first_invocation_still_works_and_two_have_it()
    {
        await using var mapped = await MappedFunction.StartAsync();
        mapped.Queue.Visibility = TimeSpan.FromMilliseconds(300);
        mapped.Queue.Send($"wait {mapped.PathOf("gate")}");
        await TestContext.UntilAsync(() => mapped.Batches.Count == 2);
        mapped.Lambda.Snapshot.Running.ShouldBe(2);

        mapped.Queue.Visibility = TimeSpan.FromHours(1);
        mapped.Open("gate");
        await mapped.QuietAsync();

        mapped.Queue.Count.ShouldBe((0, 0), "the later receipt handle deletes it");
        mapped.Queue.DeadLetters.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_more_batches_are_under_way_than_maximum_concurrency()
    {
        await using var mapped = await MappedFunction.StartAsync(batchSize: 1, maximum: 2, environments: 4);
        var wait = $"wait {mapped.PathOf("gate")}";
        mapped.Queue.Send(wait, wait, wait, wait, wait);
        await TestContext.UntilAsync(() => mapped.Batches.Count == 2);

        mapped.Queue.Count.ShouldBe((3, 2), "what is not handed over is not received");
        mapped.Open("gate");
        await mapped.QuietAsync();
        mapped.Batches.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Where_the_function_is_throttled_one_batch_waits_and_no_more_are_received()
    {
        await using var mapped = await MappedFunction.StartAsync(batchSize: 1);
        var direct = Enumerable.Range(0, 2).Select(_ => mapped.Running.QueueAsync(new { @do = "wait", file = mapped.PathOf("gate") }));
        await Task.WhenAll(direct);
        await TestContext.UntilAsync(() => mapped.Lambda.Snapshot.Running == 2);

        mapped.Queue.Send("one", "two", "three");
        await TestContext.UntilAsync(() => mapped.Queue.Count == (2, 1));
        mapped.Batches.ShouldBeEmpty();

        mapped.Open("gate");
        await mapped.QuietAsync();
        mapped.Bodies.SelectMany(batch => batch).ShouldBe(["one", "two", "three"], ignoreOrder: true);
        mapped.Queue.DeadLetters.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_killed_environment_fails_its_whole_batch_which_comes_again()
    {
        await using var mapped = await MappedFunction.StartAsync(environments: 1);
        mapped.Queue.Visibility = TimeSpan.FromMilliseconds(500);
        mapped.Queue.Send("one", $"wait {mapped.PathOf("gate")}");
        await TestContext.UntilAsync(() => mapped.Batches.Count == 1);

        using (var process = System.Diagnostics.Process.GetProcessById(mapped.Lambda.ProcessIds[0]))
        {
            process.Kill();
        }

        mapped.Open("gate");
        await mapped.QuietAsync();
        mapped.Bodies.Length.ShouldBe(2);
        mapped.Bodies[1].ShouldBe(mapped.Bodies[0]);
        mapped.Queue.Count.ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_queue_that_fails_for_a_while_is_asked_again()
    {
        await using var mapped = await MappedFunction.StartAsync();
        mapped.Sqs.FailuresToCome = 8;
        mapped.Queue.Send("hello");
        await TestContext.UntilAsync(() => mapped.Batches.Count == 1);
    }

    [Fact]
    public async Task A_mapping_that_was_deleted_receives_no_more()
    {
        await using var mapped = await MappedFunction.StartAsync();
        mapped.Queue.Send("first");
        await TestContext.UntilAsync(() => mapped.Queue.Count == (0, 0));

        // Whoever waits until all is quiet asks the mappings: none is left, and the message stays.
        mapped.Sqs.Mapping = null;
        var asked = mapped.Sqs.Receives.Count;
        await TestContext.UntilAsync(() => mapped.Sqs.EmptyLists >= 2);
        mapped.Queue.Send("second");
        await mapped.QuietAsync();

        mapped.Queue.Count.ShouldBe((1, 0));
        mapped.Sqs.Receives.Count.ShouldBeInRange(asked, asked + 1);
        mapped.Bodies.ShouldBe([["first"]]);
    }

    [Theory]
    [InlineData(0, null, 5)]
    [InlineData(12, null, 65)] // 300 a minute are 5 a second
    [InlineData(60, null, 305)]
    [InlineData(249, null, 1250)]
    [InlineData(86_400, null, 1250)]
    [InlineData(0, 2, 2)]
    [InlineData(86_400, 1000, 1000)]
    public void Batches_at_once_grow_as_Lambdas_do(double seconds, int? maximum, int batches) =>
        new EventSourceMapping("an-id", "arn", new Uri("http://queue/"), 10, 0, maximum, true)
            .ConcurrencyAfter(TimeSpan.FromSeconds(seconds)).ShouldBe(batches);
}
