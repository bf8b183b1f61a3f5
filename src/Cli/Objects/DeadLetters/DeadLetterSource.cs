using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Compressor.Cli.Objects.DeadLetters;

/// <summary>
/// Receives each message of a queue once, and gives back those that are kept. What comes into the queue meanwhile is left alone: an event
/// that was sent again and fails at once would go round in circles forever.
/// </summary>
/// <param name="sqs">The client.</param>
/// <param name="queue">The queue's URL.</param>
/// <param name="visibility">
/// How long a received message is hidden from others. A pass that takes longer meets messages again, and leaves them alone.
/// </param>
/// <param name="waitSeconds">
/// How long an empty queue is waited for. SQS asks all of its servers only if it may wait: then no answer means no message. A local queue
/// needs no wait.
/// </param>
internal sealed class DeadLetterSource(IAmazonSQS sqs, Uri queue, TimeSpan visibility, int waitSeconds = 1)
{
    /// <summary>How many messages one pass reads: SQS hides at most 120,000.</summary>
    public const int MaxMessages = 100_000;

    private const int BatchSize = 10;

    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;
    private readonly HashSet<string> _seen = [];
    private readonly List<string> _kept = [];

    /// <summary>Whether the pass ended at <see cref="MaxMessages"/>, with more to come.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Returns messages in batches of up to ten, until the queue has no new ones.</summary>
    public async IAsyncEnumerable<IReadOnlyList<DeadLetterMessage>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (_seen.Count < MaxMessages)
        {
            var request = new ReceiveMessageRequest
            {
                QueueUrl = queue.AbsoluteUri,
                MaxNumberOfMessages = BatchSize,
                VisibilityTimeout = (int)visibility.TotalSeconds,
                WaitTimeSeconds = waitSeconds,
                MessageSystemAttributeNames = [MessageSystemAttributeName.SentTimestamp],
            };
            var received = (await sqs.ReceiveMessageAsync(request, cancellationToken)).Messages ?? [];
            var unseen = received.Where(message => _seen.Add(message.MessageId)).ToArray();
            if (unseen.Length == 0)
            {
                yield break;
            }

            foreach (var newer in unseen.Where(IsNewer))
            {
                Keep(newer.ReceiptHandle);
            }

            yield return [.. unseen.Where(message => !IsNewer(message)).Select(DeadLetterMessage.From)];
        }

        HasMore = true;
    }

    /// <summary>Reads all messages of a local queue, and takes them from it for good.</summary>
    public static Task<IReadOnlyList<DeadLetterMessage>> TakeAllAsync(IAmazonSQS sqs, Uri queue, CancellationToken cancellationToken) =>
        new DeadLetterSource(sqs, queue, TimeSpan.FromMinutes(1), waitSeconds: 0).TakeAllAsync(cancellationToken);

    /// <summary>Takes a message from the queue for good.</summary>
    public Task DeleteAsync(DeadLetterMessage letter, CancellationToken cancellationToken) =>
        sqs.DeleteMessageAsync(queue.AbsoluteUri, letter.ReceiptHandle, cancellationToken);

    /// <summary>Notes that a message stays.</summary>
    public void Keep(DeadLetterMessage letter) => Keep(letter.ReceiptHandle);

    /// <summary>Makes all remaining messages visible again at once. One that cannot be released becomes visible later by itself.</summary>
    public async Task ReleaseAsync()
    {
        foreach (var batch in _kept.Chunk(BatchSize))
        {
            var entries = batch.Select(
                (handle, index) => new ChangeMessageVisibilityBatchRequestEntry($"m{index}", handle) { VisibilityTimeout = 0 });
            try
            {
                await sqs.ChangeMessageVisibilityBatchAsync(queue.AbsoluteUri, [.. entries], CancellationToken.None);
            }
            catch (Exception e) when (e is AmazonServiceException or AmazonClientException)
            {
                return;
            }
        }
    }

    private async Task<IReadOnlyList<DeadLetterMessage>> TakeAllAsync(CancellationToken cancellationToken)
    {
        List<DeadLetterMessage> all = [];
        await foreach (var batch in ReadAsync(cancellationToken))
        {
            all.AddRange(batch);
            await Task.WhenAll(batch.Select(letter => DeleteAsync(letter, cancellationToken)));
        }

        return all;
    }

    private void Keep(string receiptHandle)
    {
        lock (_kept)
        {
            _kept.Add(receiptHandle);
        }
    }

    private bool IsNewer(Message message) =>
        message.Attributes?.GetValueOrDefault("SentTimestamp") is { } sent
        && DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(sent, CultureInfo.InvariantCulture)) > _start;
}
