using System.CommandLine;
using Compressor.Cli.Deployment;
using Compressor.Cli.Objects.DeadLetters;
using Compressor.Cli.Objects.Redrive;
using Compressor.Core.Keys;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;
using Spectre.Console;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor redrive</c>: what the dead letter queue holds, and sending it again.</summary>
internal static class RedriveCommand
{
    private const string Examples = """
          compressor redrive
              What is there, by error type. Nothing is changed.
          compressor redrive --yes --error-type StorageUnreachable
              Sends the events that failed with that error again, once their cause is mended.
        """;

    /// <summary>How long messages are hidden from others: longer than a pass over 100,000 of them takes.</summary>
    private static readonly TimeSpan LookTime = TimeSpan.FromMinutes(30);

    public static Command Create()
    {
        var deployed = new DeployedOptions();
        var errorType = new Option<string?>("--error-type") { Description = "Only events that failed with this error.", HelpName = "type" };
        var yes = new Option<bool>("--yes")
        {
            Description = "Send the events again, and delete each message once Lambda has taken its event.",
        };
        var command = new Command(
            "redrive",
            "Shows what the dead letter queue holds by error type, and sends it again. Exit code 1: an event is lost or could not be sent.")
        {
            errorType, yes,
        };
        deployed.AddTo(command);
        ExamplesHelp.Add(command, Examples);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (deployment, connection) = await deployed.ReadAsync(parsed, cancellationToken);
            return await RunAsync(deployment, connection, parsed.GetValue(errorType), parsed.GetValue(yes), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        DeployedResources deployment, AwsConnection connection, string? errorType, bool send, CancellationToken cancellationToken)
    {
        using var sqs = connection.CreateSqs();
        using var s3 = connection.CreateS3();
        using var invoker = new FunctionInvoker(connection);
        var source = new DeadLetterSource(sqs, deployment.DeadLetterQueueUrl, LookTime);
        var lost = new LostObjects(s3, new KeyMapping(deployment.IncomingPrefix, deployment.ProcessedPrefix, deployment.SourceSuffix));
        var redriver = new Redriver(source, lost, invoker, line => Console.Error.WriteLine(line));
        var progress = new ConsoleProgress(Terminal.Create(error: true));
        RedriveReport report;
        try
        {
            report = await progress.RunAsync(
                send ? "sending events again" : "reading the dead letter queue",
                detail => send ? redriver.SendAsync(errorType, detail, cancellationToken) : redriver.LookAsync(detail, cancellationToken));
        }
        catch (Exception e) when (e is Amazon.Runtime.AmazonServiceException or Amazon.Runtime.AmazonClientException)
        {
            throw new CommandException($"the dead letter queue {deployment.DeadLetterQueueUrl} cannot be read: {e.Message}");
        }

        Print(report, errorType, send);
        if (source.HasMore)
        {
            Console.WriteLine($"These are the first {DeadLetterSource.Most}; there are more: run it again.");
        }

        return report.Count(RedriveOutcome.Lost) + report.Count(RedriveOutcome.Failed) > 0 ? CommandRunner.Problems : 0;
    }

    private static void Print(RedriveReport report, string? errorType, bool send)
    {
        if (report.Total == 0)
        {
            Console.WriteLine("The dead letter queue is empty.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("error type", "events", "sent", "lost", "failed", "for example");
        foreach (var (name, group) in report.Groups.Where(group => errorType is null || group.Key == errorType))
        {
            int[] counts =
            [
                group.Total, group.Count(RedriveOutcome.Sent), group.Count(RedriveOutcome.Lost), group.Count(RedriveOutcome.Failed),
            ];
            table.AddRow([new Text(name), .. counts.Select(count => new Text($"{count}")), new Text(group.Example)]);
        }

        Terminal.Create().Write(table);
        Console.WriteLine(send
            ? $"{report.Count(RedriveOutcome.Sent)} sent, {report.Count(RedriveOutcome.Lost)} lost, "
            + $"{report.Count(RedriveOutcome.Failed)} failed, {report.Count(RedriveOutcome.NotAskedFor)} not asked for"
            : $"{report.Total} messages. Nothing was changed; --yes sends their events again.");
    }
}
