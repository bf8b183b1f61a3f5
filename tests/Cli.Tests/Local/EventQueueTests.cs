using System.Collections.Concurrent;
using System.Text.Json;
using Compressor.Cli.Local.DeadLetters;
using Compressor.Cli.Local.Invocations;

namespace Compressor.Cli.Tests.Local;

public class EventQueueTests
{
    [Fact]
    public async Task An_event_is_accepted_at_once_and_handled_once()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();
        object[] results =
        [
            new { key = "incoming/a.json", outcome = "Compressed", archive = "processed/0c/a.zip", bytesIn = 1000, bytesOut = 200 },
            new { key = "incoming/b.json", outcome = "Skipped", bytesIn = 0, bytesOut = 0 },
        ];

        var id = await running.QueueAsync(new { @do = "respond", response = new { results } });
        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);

        running.Lambda.Reports.Single().RequestId.ShouldBe(id);
        running.Lambda.Outcomes.ShouldBe([
            new("incoming/a.json", "Compressed", "processed/0c/a.zip", 1000, 200),
            new("incoming/b.json", "Skipped", null, 0, 0)]);
        var snapshot = running.Lambda.Snapshot;
        (
            snapshot.Accepted,
            snapshot.Done,
            snapshot.Failed,
            snapshot.Queued,
            snapshot.Running,
            snapshot.BytesIn,
            snapshot.BytesOut,
            snapshot.Objects)
            .ShouldBe((1, 1, 0, 0, 0, 1000, 200, 2));
        function.DeadLetters.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task Delays_before_retries_are_those_asked_for()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync(
            options => options with { RetryDelays = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300)] });
        var retries = new ConcurrentQueue<EventRetried>();
        running.Lambda.Happened += happened =>
        {
            if (happened is EventRetried retried)
            {
                retries.Enqueue(retried);
            }
        };

        await running.QueueAsync(new { @do = "error" });
        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);

        retries.Select(retry => (retry.Failures, retry.DelaySeconds)).ShouldBe([(1, 0.1), (2, 0.3)]);
        var times = running.Lambda.Reports.Select(report => report.Time).ToArray();
        (times[1] - times[0]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(90));
        (times[2] - times[1]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(290));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public async Task The_deployment_says_how_often_an_event_is_retried(int retries, int attempts)
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync(
            options => options with { Deployment = options.Deployment with { MaximumRetryAttempts = retries } });

        await running.QueueAsync(new { @do = "exit", code = 1 });
        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);

        running.Lambda.Reports.Count.ShouldBe(attempts);
        var letter = function.DeadLetters.Messages.Single();
        letter.GetProperty("responsePayload").GetProperty("errorType").GetString().ShouldBe("Runtime.ExitError");
        letter.GetProperty("requestContext").GetProperty("approximateInvokeCount").GetInt32().ShouldBe(attempts);
    }

    [Fact]
    public async Task What_finds_no_environment_is_throttled_and_runs_when_one_is_free()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();
        var gate = function.PathOf("gate");

        for (var i = 0; i < 5; i++)
        {
            await running.QueueAsync(new { @do = "wait", file = gate });
        }

        await TestContext.UntilAsync(() => running.Lambda.Snapshot is { Running: 2, Queued: 3, Throttles: 3 });
        using var refused = await running.InvokeAsync(new { });
        File.Create(gate).Dispose();
        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);

        ((int)refused.StatusCode).ShouldBe(429);
        refused.Headers.GetValues("x-amzn-ErrorType").ShouldBe(["TooManyRequestsException"]);
        (await RunningFunction.ReadAsync(refused))
            .GetProperty("Reason")
            .GetString()
            .ShouldBe("ReservedFunctionConcurrentInvocationLimitExceeded");
        var snapshot = running.Lambda.Snapshot;
        (snapshot.Done, snapshot.Failed, snapshot.Throttles, snapshot.ColdStarts).ShouldBe((5, 0, 4, 2));
    }

    [Fact]
    public async Task What_a_full_queue_drops_is_counted_and_named_and_the_counts_add_up()
    {
        const int Sent = 10;
        await using var function = new TestFunction();
        await using var running = await function.StartAsync(options => options with { Concurrency = 1, QueueLimit = 3 });
        var dropped = new ConcurrentQueue<string>();
        running.Lambda.Happened += happened =>
        {
            if (happened is EventDropped drop)
            {
                dropped.Enqueue(drop.RequestId);
            }
        };
        var gate = function.PathOf("gate");
        await running.QueueAsync(new { @do = "wait", file = gate });
        await TestContext.UntilAsync(() => running.Lambda.Snapshot is { Running: 1, Queued: 0 });

        var ids = new List<string>();
        for (var i = 0; i < Sent; i++)
        {
            ids.Add(await running.QueueAsync(new { @do = "echo" }));
        }

        File.Create(gate).Dispose();
        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);

        dropped.ShouldBe(ids.Skip(3));
        var snapshot = running.Lambda.Snapshot;
        (
            snapshot.Accepted,
            snapshot.Done,
            snapshot.Dropped,
            snapshot.DeadLetters,
            snapshot.Lost).ShouldBe((1 + Sent, 1 + 3, Sent - 3, 0, 0));
    }

    [Fact]
    public void Events_are_one_line_of_JSON_each_with_their_type()
    {
        LocalLambdaEvent happened = new EventDeadLettered("an-id", DeadLetter.RetriesExhausted, 3, "ObjectTooLarge", "too\nlarge");

        var json = happened.ToJson();

        json.ShouldNotContain("\n");
        var read = JsonDocument.Parse(json).RootElement;
        read.GetProperty("type").GetString().ShouldBe("eventDeadLettered");
        read.GetProperty("errorType").GetString().ShouldBe("ObjectTooLarge");
        read.TryGetProperty("time", out _).ShouldBeTrue();
    }
}
