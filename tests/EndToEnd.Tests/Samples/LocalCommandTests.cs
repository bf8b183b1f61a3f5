using System.Diagnostics;
using Amazon.Runtime;
using Amazon.SQS;
using Compressor.Testing;
using Compressor.Toolkit.Aws;

namespace Compressor.EndToEnd.Tests.Samples;

/// <summary>A sample as samples/README.md runs it: deployed by <c>compressor local</c>, behind a queue.</summary>
[Trait("Packages", "Every")]
public sealed class LocalCommandTests
{
    private const string Order = """{"id":"o-1","lines":[{"sku":"a"}]}""";

    /// <summary>SIGTERM: Ctrl-C's SIGINT is ignored by all that a script starts in the background, and so would the test be.</summary>
    private const int Terminate = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Kept from run to run, so that only the first one waits for Terraform.</summary>
    private static readonly string Folder = Repository.PathTo("artifacts", "end-to-end-sample");

    [Fact]
    public async Task The_worker_leaves_the_message_that_failed_in_the_queue_and_no_other()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var tool = StartTool();
        var events = tool.StandardOutput.ReadToEndAsync(patience.Token);
        try
        {
            using var sqs = (await ReadConnectionAsync(tool.StandardError, patience.Token)).CreateSqs();
            var queue = (await sqs.GetQueueUrlAsync("compressor-events", patience.Token)).QueueUrl;
            foreach (var body in (string[])[Order, """{"id":5}""", Order, Order])
            {
                await sqs.SendMessageAsync(queue, body, patience.Token);
            }

            await WaitUntilOneIsLeftAsync(sqs, queue, patience.Token);
        }
        finally
        {
            using var end = Process.Start("kill", [$"-{Terminate}", $"{tool.Id}"]);
            await tool.WaitForExitAsync(patience.Token);
        }

        tool.ExitCode.ShouldBe(130);
        (await events).ShouldContain("\"type\":\"invocationFinished\"");
        (await events).ShouldNotContain("\"errorType\"", Case.Sensitive, "a message that fails does not fail the invocation");
        (await File.ReadAllTextAsync(Path.Combine(Folder, "function.log"))).ShouldContain(
            "failed: $.id (byte 6): expected a string, found the number 5");
    }

    private static Process StartTool()
    {
        Directory.CreateDirectory(Folder);
        File.Delete(Path.Combine(Folder, "function.log"));
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

    /// <summary>Waits until every message has been received, and all but one have been deleted.</summary>
    private static async Task WaitUntilOneIsLeftAsync(IAmazonSQS sqs, string queue, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var counts = await sqs.GetQueueAttributesAsync(queue, ["All"], cancellationToken);
            if ((counts.ApproximateNumberOfMessages, counts.ApproximateNumberOfMessagesNotVisible) == (0, 1))
            {
                return;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
