using Compressor.Cli.Objects.DeadLetters;
using Compressor.Cli.Objects.Redrive;

namespace Compressor.Cli.Tests.Objects.Redrive;

public sealed class RedriveReportTests
{
    private static readonly string[] Keys = ["incoming/a.json", "incoming/b.json", "incoming/c.json"];

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 0, 1)]
    public void Example_of_an_error_type_does_not_depend_on_the_order_in_which_messages_come(params int[] order)
    {
        var report = new RedriveReport();
        foreach (var index in order)
        {
            report.Add(LetterOf(Keys[index]), RedriveOutcome.Seen);
        }

        report.Groups.ShouldBe([("StorageUnreachable", Keys[0])]);
        report.Count(RedriveOutcome.Seen).ShouldBe(Keys.Length);
    }

    private static DeadLetterMessage LetterOf(string key) => DeadLetterMessage.Parse(
        $$$"""
        {
          "requestContext": {"condition": "RetriesExhausted", "functionArn": "arn"},
          "requestPayload": {"Records": [{"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "s3": {
            "bucket": {"name": "bucket"}, "object": {"key": "{{{key}}}", "size": 1} } } ] },
          "responsePayload": {"errorType": "StorageUnreachable", "errorMessage": "no connection"}
        }
        """);
}
