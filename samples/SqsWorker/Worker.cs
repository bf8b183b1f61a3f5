using System.Text;
using Compressor.Generators;
using Samples;

namespace SqsWorker;

/// <summary>Works on batches of orders. A message that fails does not take the others of its batch with it.</summary>
/// <param name="settings">The limits.</param>
/// <param name="writer">Where log lines go.</param>
internal sealed class Worker(WorkerSettings settings, SampledLogWriter writer)
{
    private readonly WorkerLog _log = new(writer);

    /// <summary>Works on a batch, and names the messages that are to come again.</summary>
    /// <exception cref="JsonEventException">The event is not one of SQS.</exception>
    public async Task<BatchResponse> HandleAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        writer.Begin(invocation.RequestId);
        var failures = new List<BatchItemFailure>();
        var completed = false;
        try
        {
            var messages = SqsEvent.Read(invocation.Payload.Span).Records;
            for (var i = 0; i < messages.Count; i++)
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    _log.OutOfTime(messages.Count - i);
                    failures.AddRange(messages.Skip(i).Select(message => new BatchItemFailure(message.MessageId)));
                    break;
                }

                if (!await TryProcessAsync(messages[i], cancellationToken))
                {
                    failures.Add(new(messages[i].MessageId));
                }
            }

            completed = true;
            return new(failures);
        }
        finally
        {
            writer.Complete(failed: !completed || failures.Count > 0);
        }
    }

    private async Task<bool> TryProcessAsync(SqsMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await ProcessAsync(Order.Read(Encoding.UTF8.GetBytes(message.Body)), cancellationToken);
            return true;
        }
        catch (Exception exception)
        {
            _log.Failed(message.MessageId, exception);
            return false;
        }
    }

    /// <summary>The work itself. SQS delivers at least once: doing it twice must do no harm.</summary>
    /// <exception cref="InvalidOperationException">The order is too large.</exception>
    private Task ProcessAsync(Order order, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pieces = order.Lines.Sum(line => line.Quantity);
        if (pieces > settings.MaxPieces)
        {
            throw new InvalidOperationException($"Order {order.Id} has {pieces} pieces, and may have {settings.MaxPieces}.");
        }

        _log.Accepted(order.Id, pieces, order.PlacedAt);
        return Task.CompletedTask;
    }
}
