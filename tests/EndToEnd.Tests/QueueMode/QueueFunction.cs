using Amazon.SQS.Model;

namespace Compressor.EndToEnd.Tests.QueueMode;

/// <summary>A deployment whose events come through a queue.</summary>
public sealed class QueueFunction() : DeployedFunction(
    "end-to-end-queue", new Dictionary<string, string> { ["event_source"] = "queue", ["max_receive_count"] = "5" })
{
    public string QueueUrl => Deployment.EventQueueUrl.ShouldNotBeNull().AbsoluteUri;

    /// <summary>
    /// Makes failed messages come again after a second, until disposed of. Terraform refuses a visibility timeout below the function's
    /// timeout, and ten minutes are too long for a test.
    /// </summary>
    public async Task<IAsyncDisposable> ShortenVisibilityAsync()
    {
        const string Visibility = "VisibilityTimeout";
        var before = (await Sqs.GetQueueAttributesAsync(QueueUrl, [Visibility])).Attributes[Visibility];
        await SetAsync("1");
        return new Restored(() => SetAsync(before));

        async Task SetAsync(string seconds)
        {
            await Sqs.SetQueueAttributesAsync(
                new SetQueueAttributesRequest { QueueUrl = QueueUrl, Attributes = new() { [Visibility] = seconds } });

            // A poll that is under way still gives what it receives the visibility from before: this ends it, and is nothing to do.
            await Sqs.SendMessageAsync(QueueUrl, """{"Service":"Amazon S3","Event":"s3:TestEvent"}""");
            await QuietAsync(Lambda);
        }
    }

    /// <summary>For so long, S3 answers the function with 503.</summary>
    public async Task RefuseS3Async(TimeSpan time)
    {
        using var http = Connection.CreateHttpClient();
        var outage = new Uri(Aws.Endpoint, $"/compressor/s3-outage?seconds={time.TotalSeconds:0}");
        using var answer = await http.PostAsync(outage, null);
        answer.EnsureSuccessStatusCode();
    }

    private sealed class Restored(Func<Task> restoreAsync) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await restoreAsync();
    }
}
