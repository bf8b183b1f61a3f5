using System.Text;
using Amazon.Runtime;
using Amazon.SQS;
using Compressor.Cli.Deployment;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Objects.Verify;

/// <summary>
/// Sends events the way that S3's own take: in queue mode as messages of the deployment's queue, whose event source mapping limits how many
/// are in work; else into the function's asynchronous queue. A queue that others made is theirs to send to: there the function is invoked.
/// </summary>
internal sealed class EventSender(DeployedResources deployment, AwsConnection connection) : IDisposable
{
    private readonly IAmazonSQS? _sqs = deployment.EventQueueUrl is null ? null : connection.CreateSqs();
    private readonly FunctionInvoker _invoker = new(connection);

    /// <summary>Sends an event. When it returns, AWS has taken it.</summary>
    /// <param name="json">The event, as S3 writes it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvokeFailedException">It was not taken.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        if (_sqs is null)
        {
            await _invoker.SendAsync(deployment.EventTarget, json, cancellationToken);
            return;
        }

        try
        {
            await _sqs.SendMessageAsync(deployment.EventQueueUrl!.AbsoluteUri, Encoding.UTF8.GetString(json.Span), cancellationToken);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException)
        {
            throw new InvokeFailedException($"the queue {deployment.EventQueueUrl} did not take the event: {e.Message}");
        }
    }

    public void Dispose()
    {
        _sqs?.Dispose();
        _invoker.Dispose();
    }
}
