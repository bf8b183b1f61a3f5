using System.Collections.Concurrent;
using Compressor.Cli.Local.Invocations;

namespace Compressor.Cli.Tests.Local;

public class DeadLetterTests
{
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
        letter.GetProperty("responseContext")
            .GetRawText()
            .ShouldBe("""{"statusCode":200,"executedVersion":"$LATEST","functionError":"Unhandled"}""");
        letter.GetProperty("responsePayload").GetProperty("errorType").GetString().ShouldBe("KeyCollision");
        running.Lambda.Snapshot.DeadLetters.ShouldBe(1);
    }

    [Fact]
    public async Task An_event_that_waited_too_long_is_given_up_without_an_attempt()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync(
            options => options with { Concurrency = 1, MaximumEventAge = TimeSpan.FromMilliseconds(400) });
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
        await using var running = await function.StartAsync(
            options => options with { RetryDelays = [TimeSpan.FromHours(1)], MaximumEventAge = TimeSpan.FromMinutes(1) });

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
        await using var running = await function.StartAsync(
            options => options with { Deployment = options.Deployment with { ReservedConcurrency = 0 } });

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
        await using var running = await function.StartAsync(
            options => options with { Deployment = options.Deployment with { MaximumRetryAttempts = 0 } });
        var events = new ConcurrentQueue<LocalLambdaEvent>();
        running.Lambda.Happened += events.Enqueue;

        await running.QueueAsync(new { @do = "error" });
        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);

        (running.Lambda.Snapshot.Lost, running.Lambda.Snapshot.DeadLetters).ShouldBe((1, 0));
        events.OfType<EventLost>().Single().Reason.ShouldContain("The specified queue does not exist");
    }
}
