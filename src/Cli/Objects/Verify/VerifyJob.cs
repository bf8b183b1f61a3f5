using Compressor.Cli.Deployment;
using Compressor.Core.Archiving;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Objects.Verify;

/// <summary>A verification of a deployment's bucket, with a line for each finding.</summary>
internal sealed class VerifyJob(
    DeployedResources deployment, AwsConnection connection, VerifyRequest request, TextWriter output, TextWriter error)
{
    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 0 where there are no problems.</returns>
    /// <exception cref="CommandException">The bucket cannot be read, or events would not make what is asked for.</exception>
    public async Task<int> RunAsync(IRunProgress progress, CancellationToken cancellationToken)
    {
        if (request.Requeue && request.Format is { } format && format != deployment.Format)
        {
            throw new CommandException(
                $"--requeue makes archives of the deployed format, {deployment.Format.Name()}, not {format.Name()}: "
                    + "leave out one of --requeue and --format");
        }

        using var s3 = connection.CreateS3();
        using var events = new EventSender(deployment, connection);
        var requeuer = new Requeuer(s3, deployment, events.SendAsync);
        var writer = new FindingWriter(output, request.Json);
        var counters = await new BucketVerification(deployment, connection, request).RunAsync(
            s3,
            progress,
            async (finding, token) =>
            {
                writer.Write(finding);
                return request.Requeue && finding.CanBeRequeued ? await RequeueAsync(requeuer, finding, token) : null;
            },
            cancellationToken);
        writer.Write(counters, deployment.DeletesSources);
        return counters.Problems > 0 ? CommandRunner.Problems : 0;
    }

    private async Task<VerifyCount?> RequeueAsync(Requeuer requeuer, Finding finding, CancellationToken cancellationToken)
    {
        var reason = "it was replaced or deleted since it was listed";
        try
        {
            if (await requeuer.SendAsync(finding, cancellationToken))
            {
                return VerifyCount.Requeued;
            }
        }
        catch (InvokeFailedException e)
        {
            reason = e.Message;
        }

        await error.WriteLineAsync($"not requeued: {finding.Key}: {reason}");
        return VerifyCount.NotRequeued;
    }
}
