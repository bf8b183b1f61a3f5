using Amazon.Runtime;
using Compressor.Cli.Deployment;
using Compressor.Cli.Objects.DeadLetters;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;
using Spectre.Console;

namespace Compressor.Cli.Objects.Redrive;

/// <summary>What to do with the dead-letter queue.</summary>
/// <param name="ErrorType">Only events that failed with this error; null for all.</param>
/// <param name="Send">Whether to send the events again, or only to show them.</param>
internal sealed record RedriveRequest(string? ErrorType, bool Send);

/// <summary>A pass over a deployment's dead-letter queue, with a table of what is there.</summary>
internal sealed class RedriveJob(
    DeployedResources deployment, AwsConnection connection, RedriveRequest request, IAnsiConsole console, TextWriter error)
{
    /// <summary>How long messages are hidden from others: longer than a pass over 100,000 of them takes.</summary>
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(30);

    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 1 where an event is lost or could not be sent.</returns>
    /// <exception cref="CommandException">The queue cannot be read.</exception>
    public async Task<int> RunAsync(IRunProgress progress, CancellationToken cancellationToken)
    {
        using var sqs = connection.CreateSqs();
        using var s3 = connection.CreateS3();
        using var invoker = new FunctionInvoker(connection);
        var source = new DeadLetterSource(sqs, deployment.DeadLetterQueueUrl, Visibility);
        var redriver = new Redriver(source, new LostObjects(s3, deployment.Mapping), invoker, deployment.EventTarget, error.WriteLine);
        RedriveReport report;
        try
        {
            report = await progress.RunAsync(
                request.Send ? "sending events again" : "reading the dead-letter queue",
                detail => request.Send
                    ? redriver.SendAsync(request.ErrorType, detail, cancellationToken)
                    : redriver.LookAsync(detail, cancellationToken));
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException)
        {
            throw new CommandException($"the dead-letter queue {deployment.DeadLetterQueueUrl} cannot be read: {e.Message}");
        }

        Print(report);
        if (source.HasMore)
        {
            console.WriteLine($"These are the first {DeadLetterSource.MaxMessages}; there are more: run it again.");
        }

        return report.Count(RedriveOutcome.Lost) + report.Count(RedriveOutcome.Failed) > 0 ? CommandRunner.Problems : 0;
    }

    private void Print(RedriveReport report)
    {
        if (report.Total == 0)
        {
            console.WriteLine("The dead-letter queue is empty.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("error type", "events", "sent", "lost", "failed", "for example");
        foreach (var (type, example) in report.Groups.Where(group => request.ErrorType is null || group.ErrorType == request.ErrorType))
        {
            RedriveOutcome[] outcomes = [RedriveOutcome.Sent, RedriveOutcome.Lost, RedriveOutcome.Failed];
            var total = Enum.GetValues<RedriveOutcome>().Sum(outcome => report.Count(outcome, type));
            string[] cells = [type, $"{total}", .. outcomes.Select(outcome => $"{report.Count(outcome, type)}"), example];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        console.Write(table);
        console.WriteLine(request.Send
            ? $"{report.Count(RedriveOutcome.Sent)} sent, {report.Count(RedriveOutcome.Lost)} lost, "
                + $"{report.Count(RedriveOutcome.Failed)} failed, {report.Count(RedriveOutcome.NotAskedFor)} not asked for"
            : $"{report.Total} messages. Nothing was changed; --yes sends their events again.");
    }
}
