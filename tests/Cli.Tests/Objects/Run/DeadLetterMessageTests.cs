using System.Text;
using System.Text.Json;
using Compressor.Cli.Objects.DeadLetters;

namespace Compressor.Cli.Tests.Objects.Run;

public sealed class DeadLetterMessageTests
{
    [Fact]
    public void Keys_error_and_attempts_are_read_from_the_envelope()
    {
        var letter = DeadLetterMessage.Parse("""
            {
              "version": "1.0",
              "requestContext": { "requestId": "r", "condition": "RetriesExhausted", "approximateInvokeCount": 3 },
              "requestPayload": { "Records": [
                { "s3": { "bucket": { "name": "uploads" }, "object": { "key": "incoming%2F5c/odd+50%25+%2B.json" } } } ] },
              "responseContext": { "functionError": "Unhandled" },
              "responsePayload": { "errorType": "ObjectTooLarge", "errorMessage": "too large" }
            }
            """);

        letter.Keys.ShouldBe(["incoming/5c/odd 50% +.json"]);
        (letter.ErrorType, letter.ErrorMessage, letter.InvokeCount).ShouldBe(("ObjectTooLarge", "too large", 3));
    }

    [Theory]
    [InlineData("""{ "a": 1 }""")]
    [InlineData("[1]")]
    [InlineData("""{ "Records": null }""")]
    [InlineData("""{ "Records": [ {}, { "s3": {} }, 1 ] }""")]
    public void An_event_of_another_shape_has_no_keys(string payload) =>
        DeadLetterMessage.Parse($$"""{ "requestContext": { "condition": "EventAgeExceeded" }, "requestPayload": {{payload}} }""")
            .ShouldSatisfyAllConditions(
                letter => letter.Keys.ShouldBeEmpty(),
                letter => letter.ErrorType.ShouldBe("EventAgeExceeded"));

    [Fact]
    public void A_message_of_S3_that_a_queue_gave_up_can_be_sent_again()
    {
        const string Body = """{"Records":[{"s3":{"bucket":{"name":"uploads"},"object":{"key":"incoming/a.json"}}}]}""";

        var letter = DeadLetterMessage.Parse(Body);

        letter.Keys.ShouldBe(["incoming/a.json"]);
        (letter.ErrorType, letter.CanBeSent).ShouldBe((DeadLetterMessage.ReceivedTooOften, true));
        Encoding.UTF8.GetString(letter.Payload.Span).ShouldBe(Body);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("{}")]
    public void Another_message_is_refused(string body) => Should.Throw<JsonException>(() => DeadLetterMessage.Parse(body));
}
