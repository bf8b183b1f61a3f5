namespace Compressor.EndToEnd.Tests.Samples;

/// <summary>What the samples do with events that they cannot read.</summary>
[Trait("Packages", "Samples")]
public sealed class BadEventTests
{
    private const string GoodRequest = """{"rawPath":"/","requestContext":{"http":{"method":"GET"}}}""";

    [Theory]
    [InlineData(
        "S3Copy",
        """{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":7},"object":{"key":"a"}}}]}""",
        "$.Records[0].s3.bucket.name (byte 68): expected a string, found the number 7",
        "{}")]
    [InlineData(
        "SqsWorker",
        """{"Records":[{"messageId":"m1"}]}""",
        "$.Records[0] (byte 29): expected the property \"body\", found an object without it",
        """{"Records":[]}""")]
    [InlineData(
        "HttpEcho",
        """{"rawPath":"/","requestContext":{"http":{"method":null}}}""",
        "$.requestContext.http.method (byte 50): expected a string, found null",
        GoodRequest)]
    [InlineData("HttpEcho", "[]", "$ (byte 0): expected an object, found an array", GoodRequest)]
    public async Task A_bad_event_is_an_error_with_its_path_and_the_same_process_handles_the_next_event(
        string sample, string bad, string message, string good)
    {
        await using var function = await SampleFunction.StartAsync(
            sample, lambda => lambda with { AwsEndpoint = new Uri("http://127.0.0.1:1") });
        await function.AnswerAsync(good);
        var process = function.ProcessIds.ShouldHaveSingleItem();

        var answer = await function.InvokeAsync(bad);
        await function.AnswerAsync(good);

        answer.FunctionError.ShouldNotBeNull();
        answer.ErrorType.ShouldBe("JsonEventException");
        answer.ErrorMessage.ShouldBe(message);
        function.ProcessIds.ShouldBe([process]);
        function.Lines.ShouldContain(line => line.Contains("\"errorType\":\"JsonEventException\"", StringComparison.Ordinal));
    }
}
