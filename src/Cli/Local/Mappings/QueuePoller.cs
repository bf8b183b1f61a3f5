using System.Diagnostics;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Compressor.Cli.Local.Environments;
using Compressor.Cli.Local.Invocations;

namespace Compressor.Cli.Local.Mappings;

/// <summary>
/// Takes messages from a queue and hands them to the function in batches, as an event source mapping does. A batch that was received
/// waits for an environment, where Lambda would be throttled and try again; nothing more is received meanwhile.
/// </summary>
internal sealed class QueuePoller : IAsyncDisposable
{
    /// <summary>How long one poll waits for messages.</summary>
    public const int LongPollSeconds = 5;

    // What SQS hands over at once.
    private const int MaxReceived = 10;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromSeconds(1);

    private readonly EventSourceMapping _mapping;
    private readonly LocalLambdaOptions _options;
    private readonly EnvironmentPool _pool;
    private readonly IAmazonSQS _sqs;
    private readonly Func<ExecutionEnvironment, Invocation, Task<InvocationResult>> _invoke;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _polling;
    private int _working;
    private int _throttled;

    public QueuePoller(
        EventSourceMapping mapping,
        LocalLambdaOptions options,
        EnvironmentPool pool,
        IAmazonSQS sqs,
        Func<ExecutionEnvironment, Invocation, Task<InvocationResult>> invoke)
    {
        (_mapping, _options, _pool, _sqs, _invoke) = (mapping, options, pool, sqs, invoke);
        _polling = PollAsync(_closing.Token);
    }

    /// <summary>The mapping.</summary>
    public EventSourceMapping Mapping => _mapping;

    /// <summary>How many batches are worked on.</summary>
    public int Working => Volatile.Read(ref _working);

    /// <summary>
    /// Whether the queue has no message, neither one that waits nor one that was received and is not done. SQS counts these one after the
    /// other, and misses a message that becomes visible in between: the queue is taken for empty only when two counts say so.
    /// </summary>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken) =>
        await CountAsync(cancellationToken) == 0 && await CountAsync(cancellationToken) == 0;

    /// <summary>Receives no more, and waits for the batches that are worked on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _polling;
        while (Working > 0)
        {
            await Task.Delay(Moment);
        }

        _closing.Dispose();
    }

    private async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var queue = await _sqs.GetQueueAttributesAsync(
            _mapping.QueueUrl.AbsoluteUri, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"], cancellationToken);
        return queue.ApproximateNumberOfMessages + queue.ApproximateNumberOfMessagesNotVisible;
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        var busySince = Stopwatch.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var limit = Math.Min(_mapping.ConcurrencyAfter(Stopwatch.GetElapsedTime(busySince)), _pool.All.Count);
                if (Working >= limit || Volatile.Read(ref _throttled) > 0)
                {
                    await Task.Delay(Moment, cancellationToken);
                    continue;
                }

                if (await ReceiveBatchAsync(cancellationToken) is { Count: > 0 } batch)
                {
                    Interlocked.Increment(ref _working);
                    _ = HandleAsync(batch);
                }
                else if (Working == 0)
                {
                    busySince = Stopwatch.GetTimestamp();
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
            {
                // The queue is gone, or the local AWS ends: whoever lists the mappings knows.
                await Task.Delay(PauseAfterError, CancellationToken.None);
            }
        }
    }

    /// <summary>Receives up to a batch: what there is, or what comes within the window.</summary>
    private async Task<List<Message>> ReceiveBatchAsync(CancellationToken cancellationToken)
    {
        var batch = await ReceiveAsync(_mapping.BatchSize, LongPollSeconds, cancellationToken);
        var window = Stopwatch.StartNew();
        while (batch.Count > 0 && batch.Count < _mapping.BatchSize && window.Elapsed.TotalSeconds < _mapping.WindowSeconds)
        {
            batch.AddRange(await ReceiveAsync(_mapping.BatchSize - batch.Count, 1, cancellationToken));
        }

        return batch;
    }

    private async Task<List<Message>> ReceiveAsync(int count, int seconds, CancellationToken cancellationToken)
    {
        var received = await _sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest
            {
                QueueUrl = _mapping.QueueUrl.AbsoluteUri,
                MaxNumberOfMessages = Math.Min(count, MaxReceived),
                WaitTimeSeconds = seconds,
                MessageSystemAttributeNames = ["All"],
            },
            cancellationToken);
        return received.Messages ?? [];
    }

    private async Task HandleAsync(IReadOnlyList<Message> batch)
    {
        try
        {
            var function = FunctionReference.Resolve(_options, _options.Deployment.EventTarget, null);
            var environment = await TakeEnvironmentAsync(function);
            var result = await _invoke(
                environment,
                new Invocation(
                    function, Guid.NewGuid().ToString(), QueueMessages.ToEvent(batch, _mapping), Invocation.CreateTraceId()));
            await DeleteAsync(QueueMessages.FindDone(batch, result, _mapping.ReportsItemFailures));
        }
        catch (Exception e)
            when (e is OperationCanceledException or AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            // The tool ends, or the messages come again: what was done is found to be a duplicate then.
        }
        finally
        {
            Interlocked.Decrement(ref _working);
        }
    }

    private async Task<ExecutionEnvironment> TakeEnvironmentAsync(FunctionReference function)
    {
        if (_pool.TryTake(function) is { } free)
        {
            return free;
        }

        Interlocked.Increment(ref _throttled);
        try
        {
            while (true)
            {
                if (_pool.TryTake(function) is { } environment)
                {
                    return environment;
                }

                await Task.Delay(Moment, _closing.Token);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _throttled);
        }
    }

    private async Task DeleteAsync(IReadOnlyList<Message> done)
    {
        foreach (var some in done.Chunk(MaxReceived))
        {
            await _sqs.DeleteMessageBatchAsync(
                _mapping.QueueUrl.AbsoluteUri,
                [.. some.Select(message => new DeleteMessageBatchRequestEntry(message.MessageId, message.ReceiptHandle))]);
        }
    }
}
