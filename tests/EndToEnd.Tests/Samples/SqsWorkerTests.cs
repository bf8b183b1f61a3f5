using System.Text.Json;

namespace Compressor.EndToEnd.Tests.Samples;

/// <summary>The worker on a queue of orders, by the events that an event source mapping sends.</summary>
[Trait("Packages", "Samples")]
public sealed class SqsWorkerTests
{
    private const string Good = """{"id":"o-1","lines":[{"sku":"a","quantity":2},{"sku":"b"}],"placedAt":"2026-01-31T23:59:59Z"}""";
    private const string TooLarge = """{"id":"o-2","lines":[{"sku":"a","quantity":11}]}""";
    private const string Malformed = """{"id":"o-3","lines":[{"sku":"a","quantity":"two"}]}""";

    [Fact]
    public async Task Exactly_the_messages_that_failed_are_named()
    {
        await using var function = await SampleFunction.StartAsync("SqsWorker", null, ("WORKER_MAX_PIECES", "10"));

        (await function.AnswerAsync(Batch(Good, TooLarge, Good, Malformed))).ShouldBe(
            """{"batchItemFailures":[{"itemIdentifier":"m1"},{"itemIdentifier":"m3"}]}""");
        (await function.AnswerAsync(Batch(Good, Good))).ShouldBe("""{"batchItemFailures":[]}""");
    }

    [Fact]
    public async Task The_log_says_why_a_message_failed()
    {
        await using var function = await SampleFunction.StartAsync(
            "SqsWorker", null, ("WORKER_MAX_PIECES", "10"), ("WORKER_LOG_SAMPLING_RATE", "0"));

        await function.AnswerAsync(Batch(TooLarge, Malformed));

        function.Lines.Select(line => JsonElement.Parse(line).GetProperty("message").GetString()).ShouldBe(
        [
            "Message m0 failed: Order o-2 has 11 pieces, and may have 10.",
            "Message m1 failed: $.lines[0].quantity (byte 43): expected an integer from -2147483648 to 2147483647, "
                + "found the string \"two\"",
        ]);
    }

    [Theory]
    [InlineData("0", new[] { Good }, new string[0])]
    [InlineData("1", new[] { Good }, new[] { "INFO" })]
    [InlineData("0", new[] { Good, Malformed }, new[] { "ERROR", "INFO" })]
    public async Task Lines_are_written_for_sampled_invocations_and_for_those_with_failures(string rate, string[] bodies, string[] levels)
    {
        await using var function = await SampleFunction.StartAsync("SqsWorker", null, ("WORKER_LOG_SAMPLING_RATE", rate));

        await function.AnswerAsync(Batch(bodies));

        function.Lines.Select(line => JsonElement.Parse(line).GetProperty("level").GetString()).ShouldBe(levels);
    }

    private static string Batch(params string[] bodies) => JsonSerializer.Serialize(new
    {
        Records = bodies.Select((body, index) => new
        {
            messageId = $"m{index}",
            receiptHandle = "handle",
            body,
            attributes = new { ApproximateReceiveCount = "1" },
            messageAttributes = new { },
            eventSource = "aws:sqs",
            eventSourceARN = "arn:aws:sqs:us-east-1:123456789012:orders",
            awsRegion = "us-east-1",
        }),
    });
}
