using System.Globalization;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Compressor.Cli.Objects.DeadLetters;

/// <summary>
/// Receives each message of a queue once, and gives back those that are kept. What comes into the queue meanwhile is left alone: an event
/// that was sent again and fails at once would go round in circles forever. Safe for concurrent use, but for <see cref="ReleaseAsync"/>.
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

    /// <summary>How many requests give messages back at a time.</summary>
    private const int ReleasesAtATime = 32;

    private readonly Lock _guard = new();
    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;
    private readonly HashSet<string> _seen = [];
    private readonly List<string> _kept = [];

    /// <summary>Whether the pass ended at <see cref="MaxMessages"/>, with more to come.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Returns up to ten messages; null where the queue has no new ones.</summary>
    public async Task<IReadOnlyList<DeadLetterMessage>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        lock (_guard)
        {
            if (_seen.Count >= MaxMessages)
            {
                HasMore = true;
                return null;
            }
        }

        var request = new ReceiveMessageRequest
        {
            QueueUrl = queue.AbsoluteUri,
            MaxNumberOfMessages = BatchSize,
            VisibilityTimeout = (int)visibility.TotalSeconds,
            WaitTimeSeconds = waitSeconds,
            MessageSystemAttributeNames = [MessageSystemAttributeName.SentTimestamp],
        };
        var received = (await sqs.ReceiveMessageAsync(request, cancellationToken)).Messages ?? [];
        lock (_guard)
        {
            var unseen = received.Where(message => _seen.Add(message.MessageId)).ToArray();
            _kept.AddRange(unseen.Where(IsNewer).Select(message => message.ReceiptHandle));
            return unseen.Length == 0 ? null : [.. unseen.Where(message => !IsNewer(message)).Select(DeadLetterMessage.From)];
        }
    }

    /// <summary>Reads all messages of a local queue, and takes them from it for good.</summary>
    public static async Task<IReadOnlyList<DeadLetterMessage>> TakeAllAsync(
        IAmazonSQS sqs, Uri queue, CancellationToken cancellationToken)
    {
        var source = new DeadLetterSource(sqs, queue, TimeSpan.FromMinutes(1), waitSeconds: 0);
        List<DeadLetterMessage> all = [];
        while (await source.ReceiveAsync(cancellationToken) is { } batch)
        {
            all.AddRange(batch);
            await source.DeleteAsync(batch, cancellationToken);
        }

        return all;
    }

    /// <summary>Takes up to ten messages from the queue for good.</summary>
    /// <returns>Those that SQS did not delete, each with the reason. They come back.</returns>
    public async Task<IReadOnlyDictionary<DeadLetterMessage, string>> DeleteAsync(
        IReadOnlyList<DeadLetterMessage> letters, CancellationToken cancellationToken)
    {
        if (letters.Count == 0)
        {
            return new Dictionary<DeadLetterMessage, string>();
        }

        var entries = letters.Select((letter, index) => new DeleteMessageBatchRequestEntry($"{index}", letter.ReceiptHandle));
        var answer = await sqs.DeleteMessageBatchAsync(queue.AbsoluteUri, [.. entries], cancellationToken);
        return (answer.Failed ?? []).ToDictionary(
            failed => letters[int.Parse(failed.Id, CultureInfo.InvariantCulture)], failed => $"SQS did not delete it: {failed.Message}");
    }

    /// <summary>Notes that a message stays.</summary>
    public void Keep(DeadLetterMessage letter)
    {
        lock (_guard)
        {
            _kept.Add(letter.ReceiptHandle);
        }
    }

    /// <summary>Makes all messages that stay visible again at once. One that cannot be released comes back by itself, later.</summary>
    public Task ReleaseAsync() => Parallel.ForEachAsync(
        _kept.Chunk(BatchSize),
        new ParallelOptions { MaxDegreeOfParallelism = ReleasesAtATime },
        async (batch, _) =>
        {
            var entries = batch.Select(
                (handle, index) => new ChangeMessageVisibilityBatchRequestEntry($"{index}", handle) { VisibilityTimeout = 0 });
            try
            {
                await sqs.ChangeMessageVisibilityBatchAsync(queue.AbsoluteUri, [.. entries], CancellationToken.None);
            }
            catch (Exception e) when (e is AmazonServiceException or AmazonClientException)
            {
                // They come back by themselves.
            }
        });

    private bool IsNewer(Message message) =>
        message.Attributes?.GetValueOrDefault("SentTimestamp") is { } sent
        && DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(sent, CultureInfo.InvariantCulture)) > _start;
}
