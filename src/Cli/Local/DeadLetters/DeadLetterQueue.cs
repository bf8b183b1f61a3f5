using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Compressor.Cli.Local.Invocations;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Local.DeadLetters;

/// <summary>Delivers dead letters to the deployment's SQS queue.</summary>
internal sealed class DeadLetterQueue : IDisposable
{
    private const int Attempts = 5;

    private readonly LocalLambdaOptions _options;
    private readonly Action<LocalLambdaEvent> _happened;
    private readonly IAmazonSQS _sqs;

    public DeadLetterQueue(LocalLambdaOptions options, Action<LocalLambdaEvent> happened)
    {
        (_options, _happened) = (options, happened);
        _sqs = options.CreateConnection().CreateSqs();
    }

    /// <summary>Sends a dead letter, and reports whether the queue took it.</summary>
    public async Task GiveUpAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var (invocation, condition, attempts, last) = letter;
        try
        {
            await SendAsync(letter, cancellationToken);
            _happened(new EventDeadLettered(invocation.RequestId, condition, attempts, last?.ErrorType, last?.ErrorMessage));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The tool ends, and its queue in memory with it.
        }
        catch (CommandException e)
        {
            _happened(new EventLost(invocation.RequestId, condition, e.Message));
        }
    }

    public void Dispose() => _sqs.Dispose();

    /// <summary>Sends a dead letter, and retries for some seconds if the queue does not take it.</summary>
    /// <exception cref="CommandException">The queue did not take it.</exception>
    private async Task SendAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var message = new SendMessageRequest
        {
            QueueUrl = _options.Deployment.DeadLetterQueueUrl.AbsoluteUri,
            MessageBody = letter.ToEnvelope(DateTimeOffset.UtcNow),
        };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _sqs.SendMessageAsync(message, cancellationToken);
                return;
            }
            catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
            {
                if (attempt == Attempts)
                {
                    throw new CommandException($"The dead-letter queue {message.QueueUrl} does not take messages: {e.Message}");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), cancellationToken);
            }
        }
    }
}
