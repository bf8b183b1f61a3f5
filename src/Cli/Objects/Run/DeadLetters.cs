using Amazon.SQS;
using Amazon.SQS.Model;
using Compressor.Cli.Objects.DeadLetters;

namespace Compressor.Cli.Objects.Run;

/// <summary>Reads the dead letter queue to its end.</summary>
internal static class DeadLetters
{
    private const int BatchSize = 10;

    /// <summary>Returns all messages of the queue, and takes them from it.</summary>
    public static async Task<IReadOnlyList<DeadLetterMessage>> TakeAllAsync(IAmazonSQS sqs, Uri queue, CancellationToken cancellationToken)
    {
        List<DeadLetterMessage> letters = [];
        while (true)
        {
            var response = await sqs.ReceiveMessageAsync(
                new ReceiveMessageRequest { QueueUrl = queue.AbsoluteUri, MaxNumberOfMessages = BatchSize, WaitTimeSeconds = 0 },
                cancellationToken);
            if (response.Messages is not { Count: > 0 } messages)
            {
                return letters;
            }

            foreach (var message in messages)
            {
                letters.Add(DeadLetterMessage.Parse(message.Body));
                await sqs.DeleteMessageAsync(queue.AbsoluteUri, message.ReceiptHandle, cancellationToken);
            }
        }
    }
}
