using Amazon.SQS.Model;
using Compressor.Cli.Local.Mappings;

namespace Compressor.EndToEnd.Tests.QueueMode;

/// <summary>A deployment whose events come through a queue, where failed messages come again after a second.</summary>
public sealed class QueueFunction() : DeployedFunction(
    "end-to-end-queue", new Dictionary<string, string> { ["event_source"] = "queue", ["max_receive_count"] = "5" })
{
    public string QueueUrl => Deployment.EventQueueUrl.ShouldNotBeNull().AbsoluteUri;

    /// <summary>Terraform refuses a visibility timeout below the function's timeout: ten minutes are too long for a test.</summary>
    public async Task ShortenVisibilityAsync()
    {
        await Sqs.SetQueueAttributesAsync(
            new SetQueueAttributesRequest { QueueUrl = QueueUrl, Attributes = new() { ["VisibilityTimeout"] = "1" } });

        // A poll that is under way still gives what it receives the visibility from before.
        await Task.Delay(TimeSpan.FromSeconds(QueuePoller.LongPollSeconds + 1));
    }
}
