using System.Diagnostics;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SQS;
using Compressor.Testing;
using Compressor.Toolkit.Aws;

namespace Compressor.EndToEnd.Tests.Samples;

/// <summary>A sample as samples/README.md runs it: deployed by <c>compressor local</c>, behind a queue.</summary>
[Trait("Packages", "Samples")]
public sealed class LocalCommandTests
{
    private const string Order = """{"id":"o-1","lines":[{"sku":"a"}]}""";

    /// <summary>SIGTERM: Ctrl-C's SIGINT is ignored by all that a script starts in the background, and so would the test be.</summary>
    private const int Terminate = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Kept from run to run, so that only the first one waits for Terraform.</summary>
    private static readonly string Folder = Repository.PathTo("artifacts", "end-to-end-sample");

    private static readonly string LogFile = Path.Combine(Folder, "function.log");

    [Fact]
    public async Task The_worker_leaves_the_message_that_failed_in_the_queue_and_no_other()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var tool = StartTool();
        var events = tool.StandardOutput.ReadToEndAsync(patience.Token);
        var sent = new List<string>();
        try
        {
            using var sqs = (await ReadConnectionAsync(tool.StandardError, patience.Token)).CreateSqs();
            var queue = (await sqs.GetQueueUrlAsync("compressor-events", patience.Token)).QueueUrl;
            foreach (var body in (string[])[Order, """{"id":5}""", Order, Order])
            {
                sent.Add((await sqs.SendMessageAsync(queue, body, patience.Token)).MessageId);
            }

            await WaitUntilOnlyFailuresAreLeftAsync(sqs, queue, patience.Token);
        }
        finally
        {
            using var end = Process.Start("kill", [$"-{Terminate}", $"{tool.Id}"]);
            await tool.WaitForExitAsync(patience.Token);
        }

        tool.ExitCode.ShouldBe(130);
        (await events).ShouldContain("\"type\":\"invocationFinished\"");
        (await events).ShouldNotContain("\"errorType\"", Case.Sensitive, "a message that fails does not fail the invocation");
        var failure = Failures().Where(failure => sent.Contains(failure.MessageId)).ShouldHaveSingleItem();
        failure.MessageId.ShouldBe(sent[1]);
        failure.Message.ShouldEndWith("failed: $.id (byte 6): expected a string, found the number 5");
    }

    /// <summary>The messages that failed, as the log has them.</summary>
    private static IReadOnlyList<(string MessageId, string Message)> Failures() =>
    [
        .. File.ReadAllLines(LogFile).Select(line => JsonElement.Parse(line))
            .Where(line => line.TryGetProperty("messageId", out _))
            .Select(line => (line.GetProperty("messageId").GetString()!, line.GetProperty("message").GetString()!)),
    ];

    private static Process StartTool()
    {
        Directory.CreateDirectory(Folder);
        File.Delete(LogFile);
        var variables = ProgramRun.Without("TF_VAR_", "WORKER_");
        variables["TF_VAR_event_source"] = "queue";
        variables["TF_VAR_architecture"] = Project.MachineArchitecture;
        return ProgramRun.Start(
            ProgramRun.Compressor,
            [
                "local", "--package", SampleFunction.Package("SqsWorker"), "--terraform", Repository.PathTo("terraform"),
                "--folder", Folder, "--port", "0", "--json",
            ],
            variables);
    }

    /// <summary>Reads where the command's AWS is from the variables that it shows when all is deployed.</summary>
    private static async Task<AwsConnection> ReadConnectionAsync(StreamReader shown, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines is not [.., var last] || !last.StartsWith("aws s3 cp ", StringComparison.Ordinal))
        {
            lines.Add(await shown.ReadLineAsync(cancellationToken) ?? throw new ShouldAssertException(string.Join('\n', lines)));
        }

        var variables = lines.Select(line => line.Split(['=', ' '], 3)).Where(parts => parts[0] == "export").ToDictionary(
            parts => parts[1], parts => parts[2]);
        return new(
            new Uri(variables["AWS_ENDPOINT_URL"]),
            variables["AWS_REGION"],
            variables["AWS_CA_BUNDLE"],
            new BasicAWSCredentials(variables["AWS_ACCESS_KEY_ID"], variables["AWS_SECRET_ACCESS_KEY"]));
    }

    /// <summary>
    /// Waits until every message has been received, and all have been deleted but those that failed. There may be one more than was sent:
    /// S3 itself sends a message when it gets a queue for its events.
    /// </summary>
    private static async Task WaitUntilOnlyFailuresAreLeftAsync(IAmazonSQS sqs, string queue, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var counts = await sqs.GetQueueAttributesAsync(queue, ["All"], cancellationToken);
            if ((counts.ApproximateNumberOfMessages, counts.ApproximateNumberOfMessagesNotVisible) == (0, Failures().Count))
            {
                return;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
