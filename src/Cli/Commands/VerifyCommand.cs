using System.CommandLine;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Compressor.Cli.Deployment;
using Compressor.Cli.Objects.Verify;
using Compressor.Core.Keys;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Commands;

/// <summary>
/// <c>compressor verify</c>: whether every source has its archive; with <c>--requeue</c>, events again for those that have none.
/// </summary>
internal static class VerifyCommand
{
    private const string Examples = """
          compressor verify
              Compares every object under the incoming prefix with its archive's metadata; a line for each problem.
          compressor verify --deep
              Downloads and inflates every archive, and compares it with its source byte for byte.
          compressor verify --requeue --older-than 7h
              Once a day: an event again for each source whose own can no longer be on its way (Lambda keeps events for 6 hours).
        """;

    public static Command Create()
    {
        var deployed = new DeployedOptions();
        var deep = new Option<bool>("--deep") { Description = "Download and compare every byte." };
        var requeue = new Option<bool>("--requeue")
        {
            Description = "Invoke the function for each source without an archive, or with one of another upload.",
        };
        var olderThan = new Option<TimeSpan?>("--older-than")
        {
            Description = "Leave alone what is younger, such as 7h: its event may be on its way. 7h with --requeue, else 0s, if left out.",
            HelpName = "time",
            CustomParser = CommandOptions.Duration,
        };
        var command = new Command(
            "verify", "Compares every source with its archive. Exit code 1: there are problems.") { deep, requeue, olderThan };
        deployed.AddTo(command);
        ExamplesHelp.Add(command, Examples);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (deployment, connection) = await deployed.ReadAsync(parsed, cancellationToken);
            var wanted = parsed.GetValue(requeue);
            var age = parsed.GetValue(olderThan) ?? (wanted ? TimeSpan.FromHours(7) : TimeSpan.Zero);
            return await RunAsync(deployment, connection, parsed.GetValue(deep), wanted, age, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        DeployedResources deployment, AwsConnection connection, bool deep, bool requeue, TimeSpan age, CancellationToken cancellationToken)
    {
        using var s3 = connection.CreateS3();
        using var invoker = new FunctionInvoker(connection);
        var mapping = new KeyMapping(deployment.IncomingPrefix, deployment.ProcessedPrefix, deployment.SourceSuffix);
        var verifier = new Verifier(s3, deployment.BucketName, deployment.ProcessedPrefix, new(s3, deployment.BucketName, mapping, deep));
        var requeuer = new Requeuer(s3, deployment, (payload, token) => invoker.SendAsync(deployment.EventTarget, payload, token));
        var progress = new ConsoleProgress(Terminal.Create(error: true));

        async Task FoundAsync(Finding finding)
        {
            Console.WriteLine(finding);
            if (requeue && finding.CanBeRequeued)
            {
                await RequeueAsync(finding);
            }
        }

        async Task RequeueAsync(Finding finding)
        {
            try
            {
                if (await requeuer.SendAsync(finding, cancellationToken))
                {
                    verifier.Counters.AddRequeued();
                    return;
                }

                verifier.Counters.AddNotRequeued();
                await Console.Error.WriteLineAsync($"not requeued: {finding.Key}: it was replaced or deleted since it was listed");
            }
            catch (InvokeFailedException e)
            {
                verifier.Counters.AddNotRequeued();
                await Console.Error.WriteLineAsync($"not requeued: {finding.Key}: {e.Message}");
            }
        }

        try
        {
            await progress.RunAsync($"comparing the objects of {deployment.BucketName} with their archives", async detail =>
            {
                await verifier.RunAsync(DateTimeOffset.UtcNow - age, FoundAsync, detail, cancellationToken);
                return true;
            });
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.Forbidden)
        {
            throw new CommandException(
                $"access to the bucket '{deployment.BucketName}' is denied: s3:ListBucket and s3:GetObject are needed, on all of it");
        }
        catch (AmazonServiceException e) when (S3Failure.Describe(e, deployment.BucketName) is { } failure)
        {
            throw new CommandException(failure.Message);
        }

        Console.WriteLine(verifier.Counters);
        return verifier.Counters.Problems > 0 ? CommandRunner.Problems : 0;
    }
}
