using System.Collections.Concurrent;
using System.Text.Json;
using Compressor.Cli.Local;
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
        (snapshot.Accepted, snapshot.Done, snapshot.Failed, snapshot.Queued, snapshot.Running, snapshot.BytesIn, snapshot.BytesOut, snapshot.Objects)
            .ShouldBe((1, 1, 0, 0, 0, 1000, 200, 2));
        function.DeadLetters.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failing_event_is_retried_with_its_request_id_and_ends_in_the_dead_letter_queue()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        var id = await running.QueueAsync(new { @do = "error", type = "KeyCollision", zahl = 1.50m, text = "Ä ü" });
        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);

        running.Lambda.Reports.Select(report => report.RequestId).ShouldBe([id, id, id]);
        var letter = function.DeadLetters.Messages.Single();
        letter.EnumerateObject().Select(property => property.Name).ShouldBe(
            ["version", "timestamp", "requestContext", "requestPayload", "responseContext", "responsePayload"]);
        letter.GetProperty("version").GetString().ShouldBe("1.0");
        letter.GetProperty("timestamp").GetString()!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
        var context = letter.GetProperty("requestContext");
        context.GetProperty("requestId").GetString().ShouldBe(id);
        context.GetProperty("functionArn").GetString().ShouldBe("arn:aws:lambda:eu-central-1:123456789012:function:files:$LATEST");
        context.GetProperty("condition").GetString().ShouldBe("RetriesExhausted");
        context.GetProperty("approximateInvokeCount").GetInt32().ShouldBe(3);
        letter.GetProperty("requestPayload").GetProperty("text").GetString().ShouldBe("Ä ü");
        letter.GetProperty("requestPayload").GetProperty("zahl").GetRawText().ShouldBe("1.50");
        letter.GetProperty("responseContext").GetRawText().ShouldBe("""{"statusCode":200,"executedVersion":"$LATEST","functionError":"Unhandled"}""");
        letter.GetProperty("responsePayload").GetProperty("errorType").GetString().ShouldBe("KeyCollision");
        running.Lambda.Snapshot.DeadLetters.ShouldBe(1);
    }

    [Fact]
    public async Task Delays_before_retries_are_those_asked_for()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync(options => options with { RetryDelays = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300)] });
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
        await using var running = await function.StartAsync(options => options with { Deployment = options.Deployment with { MaximumRetryAttempts = retries } });

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
        (await RunningFunction.ReadAsync(refused)).GetProperty("Reason").GetString().ShouldBe("ReservedFunctionConcurrentInvocationLimitExceeded");
        var snapshot = running.Lambda.Snapshot;
        (snapshot.Done, snapshot.Failed, snapshot.Throttles, snapshot.ColdStarts).ShouldBe((5, 0, 4, 2));
    }

    [Fact]
    public async Task An_event_that_waited_too_long_is_given_up_without_an_attempt()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync(options => options with { Concurrency = 1, MaximumEventAge = TimeSpan.FromMilliseconds(400) });
        var gate = function.PathOf("gate");

        await running.QueueAsync(new { @do = "wait", file = gate });
        await TestContext.UntilAsync(() => running.Lambda.Snapshot.Running == 1);
        await running.QueueAsync(new { hello = 1 });
        await TestContext.UntilAsync(() => running.Lambda.Snapshot.DeadLetters == 1);
        File.Create(gate).Dispose();
        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);

        var letter = function.DeadLetters.Messages.Single();
        letter.GetProperty("requestContext").GetProperty("condition").GetString().ShouldBe("EventAgeExceeded");
        letter.GetProperty("requestContext").GetProperty("approximateInvokeCount").GetInt32().ShouldBe(0);
        letter.TryGetProperty("responsePayload", out _).ShouldBeFalse();
        letter.GetProperty("requestPayload").GetProperty("hello").GetInt32().ShouldBe(1);
        running.Lambda.Snapshot.Done.ShouldBe(1);
    }

    [Fact]
    public async Task An_event_whose_next_attempt_would_come_too_late_is_given_up_at_once()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync(options => options with { RetryDelays = [TimeSpan.FromHours(1)], MaximumEventAge = TimeSpan.FromMinutes(1) });

        await running.QueueAsync(new { @do = "error" });
        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);

        var letter = function.DeadLetters.Messages.Single();
        letter.GetProperty("requestContext").GetProperty("condition").GetString().ShouldBe("EventAgeExceeded");
        letter.GetProperty("responsePayload").GetProperty("errorType").GetString().ShouldBe("SomeError");
    }

    [Fact]
    public async Task With_no_concurrency_at_all_events_go_straight_to_the_dead_letter_queue()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync(options => options with { Deployment = options.Deployment with { ReservedConcurrency = 0 } });

        await running.QueueAsync(new { hello = 1 });
        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);
        using var refused = await running.InvokeAsync(new { });

        var letter = function.DeadLetters.Messages.Single();
        letter.GetProperty("requestContext").GetProperty("condition").GetString().ShouldBe("ZeroReservedConcurrency");
        letter.TryGetProperty("responseContext", out _).ShouldBeFalse();
        ((int)refused.StatusCode).ShouldBe(429);
        running.Lambda.Snapshot.ColdStarts.ShouldBe(0);
    }

    [Fact]
    public async Task A_dead_letter_that_the_queue_does_not_take_is_counted_as_lost()
    {
        await using var function = new TestFunction();
        function.DeadLetters.Refuses = true;
        await using var running = await function.StartAsync(options => options with { Deployment = options.Deployment with { MaximumRetryAttempts = 0 } });
        var events = new ConcurrentQueue<LocalLambdaEvent>();
        running.Lambda.Happened += events.Enqueue;

        await running.QueueAsync(new { @do = "error" });
        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);

        (running.Lambda.Snapshot.Lost, running.Lambda.Snapshot.DeadLetters).ShouldBe((1, 0));
        events.OfType<EventLost>().Single().Reason.ShouldContain("The specified queue does not exist");
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
