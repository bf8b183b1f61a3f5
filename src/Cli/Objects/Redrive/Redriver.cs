using Amazon.Runtime;
using Compressor.Cli.Objects.DeadLetters;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Objects.Redrive;

/// <summary>Looks at the dead-letter queue, or sends its events again.</summary>
/// <param name="source">The queue.</param>
/// <param name="lost">Tells which events have nothing left to work on.</param>
/// <param name="invoker">Sends events.</param>
/// <param name="eventTarget">The ARN that gets the events of messages that name no function.</param>
/// <param name="problem">Called with a line for each message that is kept for a reason.</param>
internal sealed class Redriver(
    DeadLetterSource source, LostObjects lost, FunctionInvoker invoker, string eventTarget, Action<string> problem)
{
    /// <summary>
    /// How many batches of ten messages are in work at a time. With 20 ms for each request, a batch takes 80 ms: one to receive it, one
    /// to look for each object, one to send each event, and one to delete the messages.
    /// </summary>
    private const int BatchesAtATime = 32;

    /// <summary>Looks at every message, and changes nothing.</summary>
    public Task<RedriveReport> LookAsync(Action<string> progress, CancellationToken cancellationToken) =>
        PassAsync(progress, (_, _) => Task.FromResult(RedriveOutcome.Seen), cancellationToken);

    /// <summary>Sends each event again, and deletes its message once Lambda has taken it.</summary>
    /// <param name="errorType">Only those that failed with this error; null for all.</param>
    /// <param name="progress">Called with how far it is.</param>
    /// <param name="cancellationToken">Stops it; what was not sent stays.</param>
    public Task<RedriveReport> SendAsync(string? errorType, Action<string> progress, CancellationToken cancellationToken) => PassAsync(
        progress,
        (letter, token) =>
            errorType is null || letter.ErrorType == errorType ? SendAsync(letter, token) : Task.FromResult(RedriveOutcome.NotAskedFor),
        cancellationToken);

    private async Task<RedriveReport> PassAsync(
        Action<string> progress,
        Func<DeadLetterMessage, CancellationToken, Task<RedriveOutcome>> handle,
        CancellationToken cancellationToken)
    {
        var report = new RedriveReport();
        async Task PumpAsync(CancellationToken token)
        {
            while (await source.ReceiveAsync(token) is { } batch)
            {
                await HandleAsync(batch, handle, report, token);
                lock (report)
                {
                    progress(report.ToString());
                }
            }
        }

        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, BatchesAtATime),
                new ParallelOptions { MaxDegreeOfParallelism = BatchesAtATime, CancellationToken = cancellationToken },
                async (_, token) => await PumpAsync(token));
            return report;
        }
        finally
        {
            await source.ReleaseAsync();
        }
    }

    private async Task HandleAsync(
        IReadOnlyList<DeadLetterMessage> batch,
        Func<DeadLetterMessage, CancellationToken, Task<RedriveOutcome>> handle,
        RedriveReport report,
        CancellationToken cancellationToken)
    {
        var outcomes = new RedriveOutcome[batch.Count];
        Array.Fill(outcomes, RedriveOutcome.Failed);
        try
        {
            await Task.WhenAll(batch.Select(async (letter, index) => outcomes[index] = await handle(letter, cancellationToken)));
        }
        finally
        {
            // Also where the pass is interrupted: an event that Lambda has taken need not come again.
            DeadLetterMessage[] sent = [.. batch.Where((_, index) => outcomes[index] == RedriveOutcome.Sent)];
            var failed = await DeleteAsync(sent);
            foreach (var (letter, outcome) in batch.Zip(outcomes))
            {
                var last = failed.ContainsKey(letter) ? RedriveOutcome.Failed : outcome;
                report.Add(letter, last);
                if (last != RedriveOutcome.Sent)
                {
                    source.Keep(letter);
                }
            }
        }
    }

    private async Task<IReadOnlyDictionary<DeadLetterMessage, string>> DeleteAsync(DeadLetterMessage[] sent)
    {
        IReadOnlyDictionary<DeadLetterMessage, string> failed;
        try
        {
            failed = await source.DeleteAsync(sent, CancellationToken.None);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException)
        {
            failed = sent.ToDictionary(letter => letter, _ => e.Message);
        }

        foreach (var (letter, reason) in failed)
        {
            problem($"kept, though its event was sent: message {letter.MessageId}: {reason}");
        }

        return failed;
    }

    private async Task<RedriveOutcome> SendAsync(DeadLetterMessage letter, CancellationToken cancellationToken)
    {
        try
        {
            if (!letter.CanBeSent)
            {
                problem($"kept: message {letter.MessageId}: {letter.ErrorMessage}");
                return RedriveOutcome.Failed;
            }

            if (await lost.FindAsync(letter.Objects, cancellationToken) is { } key)
            {
                problem(
                    $"LOST: {key}: neither the object nor an archive of it is there ({letter.ErrorType}: {letter.ErrorMessage})");
                return RedriveOutcome.Lost;
            }

            await invoker.SendAsync(letter.FunctionArn.Length > 0 ? letter.FunctionArn : eventTarget, letter.Payload, cancellationToken);
            return RedriveOutcome.Sent;
        }
        catch (Exception e) when (e is InvokeFailedException or AmazonServiceException or AmazonClientException)
        {
            problem($"kept: message {letter.MessageId}: {e.Message}");
            return RedriveOutcome.Failed;
        }
    }
}

/// <summary>What became of one message.</summary>
internal enum RedriveOutcome
{
    /// <summary>It was only looked at.</summary>
    Seen,

    /// <summary>Its event was taken by Lambda, and it was deleted.</summary>
    Sent,

    /// <summary>Another error type was asked for.</summary>
    NotAskedFor,

    /// <summary>Neither its object nor an archive of it is there: kept.</summary>
    Lost,

    /// <summary>It could not be sent, or it could not be told whether it is lost: kept.</summary>
    Failed,
}
