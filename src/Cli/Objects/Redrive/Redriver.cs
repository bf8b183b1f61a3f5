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
        try
        {
            await foreach (var batch in source.ReadAsync(cancellationToken))
            {
                await Task.WhenAll(batch.Select(async letter =>
                {
                    var outcome = RedriveOutcome.Failed;
                    try
                    {
                        outcome = await handle(letter, cancellationToken);
                    }
                    finally
                    {
                        if (outcome != RedriveOutcome.Sent)
                        {
                            source.Keep(letter);
                        }
                    }

                    report.Add(letter, outcome);
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
            await source.DeleteAsync(letter, cancellationToken);
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

/// <summary>A pass over the dead-letter queue, by error type. Safe for concurrent use while it is made.</summary>
internal sealed class RedriveReport
{
    private readonly SortedDictionary<string, (string Example, int[] Counts)> _groups = new(StringComparer.Ordinal);

    /// <summary>The error types, each with what one of its messages is about.</summary>
    public IEnumerable<(string ErrorType, string Example)> Groups => _groups.Select(group => (group.Key, group.Value.Example));

    /// <summary>How many messages there were.</summary>
    public int Total => _groups.Values.Sum(group => group.Counts.Sum());

    /// <summary>How many messages came to <paramref name="outcome"/>: all, or those with <paramref name="errorType"/>.</summary>
    public int Count(RedriveOutcome outcome, string? errorType = null) =>
        _groups.Where(group => errorType is null || group.Key == errorType).Sum(group => group.Value.Counts[(int)outcome]);

    public void Add(DeadLetterMessage letter, RedriveOutcome outcome)
    {
        lock (_groups)
        {
            if (!_groups.TryGetValue(letter.ErrorType, out var group))
            {
                group = (letter.Keys.FirstOrDefault() ?? letter.ErrorMessage, new int[Enum.GetValues<RedriveOutcome>().Length]);
                _groups[letter.ErrorType] = group;
            }

            group.Counts[(int)outcome]++;
        }
    }
}
