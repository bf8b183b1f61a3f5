using Amazon.Runtime;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Objects.Redrive;

/// <summary>Looks at the dead letter queue, or sends its events again.</summary>
/// <param name="source">The queue.</param>
/// <param name="lost">Tells which events have nothing left to work on.</param>
/// <param name="invoker">Sends events.</param>
/// <param name="problem">Called with a line for each message that is kept for a reason.</param>
internal sealed class Redriver(DeadLetterSource source, LostObjects lost, FunctionInvoker invoker, Action<string> problem)
{
    /// <summary>Looks at every message, and changes nothing.</summary>
    public async Task<RedriveReport> LookAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        var report = new RedriveReport();
        return await PassAsync(report, progress, (dead, _) => Task.FromResult(RedriveOutcome.Seen), cancellationToken);
    }

    /// <summary>Sends each event again, and deletes its message once Lambda has taken it.</summary>
    /// <param name="errorType">Only those that failed with this error; null for all.</param>
    /// <param name="progress">Called with how far it is.</param>
    /// <param name="cancellationToken">Stops it; what was not sent stays.</param>
    public Task<RedriveReport> SendAsync(string? errorType, Action<string> progress, CancellationToken cancellationToken) => PassAsync(
        new(),
        progress,
        (dead, token) =>
            errorType is null || dead.Letter.ErrorType == errorType ? SendAsync(dead, token) : Task.FromResult(RedriveOutcome.NotAskedFor),
        cancellationToken);

    private async Task<RedriveReport> PassAsync(
        RedriveReport report,
        Action<string> progress,
        Func<DeadEvent,
        CancellationToken,
        Task<RedriveOutcome>> handle,
        CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var batch in source.ReadAsync(cancellationToken))
            {
                await Task.WhenAll(batch.Select(async dead =>
                {
                    var outcome = RedriveOutcome.Failed;
                    try
                    {
                        outcome = await handle(dead, cancellationToken);
                    }
                    finally
                    {
                        if (outcome != RedriveOutcome.Sent)
                        {
                            source.Keep(dead);
                        }
                    }

                    report.Add(dead, outcome);
                }));
                progress(
                    $"{report.Total} messages, {report.Count(RedriveOutcome.Sent)} sent, {report.Count(RedriveOutcome.Lost)} lost, "
                        + $"{report.Count(RedriveOutcome.Failed)} failed");
            }

            return report;
        }
        finally
        {
            await source.ReleaseAsync();
        }
    }

    private async Task<RedriveOutcome> SendAsync(DeadEvent dead, CancellationToken cancellationToken)
    {
        try
        {
            if (!dead.CanBeSent)
            {
                problem($"kept: message {dead.MessageId}: {dead.Letter.ErrorMessage}");
                return RedriveOutcome.Failed;
            }

            if (await lost.FindAsync(dead.Letter.Objects, cancellationToken) is { } key)
            {
                problem(
                    $"LOST: {key}: neither the object nor an archive of it is there ({dead.Letter.ErrorType}: {dead.Letter.ErrorMessage})");
                return RedriveOutcome.Lost;
            }

            await invoker.SendAsync(dead.Letter.FunctionArn, dead.Letter.Payload, cancellationToken);
            await source.DeleteAsync(dead, cancellationToken);
            return RedriveOutcome.Sent;
        }
        catch (Exception e) when (e is InvokeFailedException or AmazonServiceException or AmazonClientException)
        {
            problem($"kept: message {dead.MessageId}: {e.Message}");
            return RedriveOutcome.Failed;
        }
    }
}
