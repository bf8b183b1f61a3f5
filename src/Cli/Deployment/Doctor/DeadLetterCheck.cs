using System.Text.Json;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>
/// Whether the dead-letter queue takes a message. It is sent only to an empty queue, and received and deleted at once: the alarm on dead
/// letters looks once a minute, and hardly sees it.
/// </summary>
internal sealed class DeadLetterCheck(DeployedResources deployment, AwsConnection connection)
{
    private const string Name = "dead letters";
    private const int MaxReceived = 10;

    /// <summary>How long the queue may take to hand the message out, on an interrupt too.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly string _queue = deployment.DeadLetterQueueUrl.AbsoluteUri;

    private string QueueName => deployment.DeadLetterQueueUrl.Segments[^1];

    /// <summary>Looks at the queue, and sends the message if nothing waits in it.</summary>
    /// <param name="left">Gets a line for a message that could not be deleted.</param>
    /// <param name="cancellationToken">Stops it. A message that was sent is deleted first.</param>
    public async Task<CheckResult> RunAsync(ICollection<CheckResult> left, CancellationToken cancellationToken)
    {
        using var sqs = connection.CreateSqs();
        try
        {
            var queue = await sqs.GetQueueAttributesAsync(
                _queue, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"], cancellationToken);
            var waiting = queue.ApproximateNumberOfMessages + queue.ApproximateNumberOfMessagesNotVisible;
            return waiting > 0
                ? CheckResult.Warn(Name, $"{QueueName} takes them, and {waiting} wait in it: `compressor redrive` says what of")
                : await SendAsync(sqs, left, cancellationToken);
        }
        catch (AmazonSQSException e) when (e.ErrorCode.Contains("AccessDenied", StringComparison.Ordinal))
        {
            return CheckResult.Skip(
                Name,
                $"{QueueName} may not be tried: allow sqs:GetQueueAttributes, sqs:SendMessage, sqs:ReceiveMessage and sqs:DeleteMessage");
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            return CheckResult.Fail(Name, $"{QueueName} takes no message: {e.Message}");
        }
    }

    private async Task<CheckResult> SendAsync(IAmazonSQS sqs, ICollection<CheckResult> left, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Serialize(new { compressorDoctor = _id, meaning = "A test of this queue. It may be deleted." });
        var deleted = false;
        try
        {
            await sqs.SendMessageAsync(_queue, body, cancellationToken);
            deleted = await DeleteAsync(sqs);
        }
        catch (OperationCanceledException)
        {
            // It may have arrived.
            deleted = await DeleteAsync(sqs);
            throw;
        }
        finally
        {
            if (!deleted)
            {
                left.Add(CheckResult.Warn("marker", $"the message {_id} in {QueueName} could not be deleted: delete it"));
            }
        }

        return CheckResult.Ok(Name, $"{QueueName} takes a message");
    }

    /// <summary>Receives until the message comes, and gives back what else comes. Returns whether it was deleted.</summary>
    private async Task<bool> DeleteAsync(IAmazonSQS sqs)
    {
        using var stop = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                var request = new ReceiveMessageRequest { QueueUrl = _queue, MaxNumberOfMessages = MaxReceived, WaitTimeSeconds = 1 };
                foreach (var message in (await sqs.ReceiveMessageAsync(request, stop.Token)).Messages ?? [])
                {
                    if (message.Body.Contains(_id, StringComparison.Ordinal))
                    {
                        await sqs.DeleteMessageAsync(_queue, message.ReceiptHandle, stop.Token);
                        return true;
                    }

                    await sqs.ChangeMessageVisibilityAsync(_queue, message.ReceiptHandle, 0, stop.Token);
                }
            }
        }
        catch (Exception e)
            when (e is AmazonServiceException or AmazonClientException or HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
