using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Compressor.Cli.Deployment;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Objects.Verify;

/// <summary>How to verify.</summary>
/// <param name="Deep">Whether to download and compare every byte.</param>
/// <param name="Requeue">Whether to send events again for what has no archive.</param>
/// <param name="MinAge">What is younger is left alone.</param>
internal sealed record VerifyRequest(bool Deep, bool Requeue, TimeSpan MinAge);

/// <summary>A verification of a deployment's bucket, with a line for each finding.</summary>
internal sealed class VerifyJob(
    DeployedResources deployment, AwsConnection connection, VerifyRequest request, TextWriter output, TextWriter error)
{
    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 0 where there are no problems.</returns>
    /// <exception cref="CommandException">The bucket cannot be read.</exception>
    public async Task<int> RunAsync(IRunProgress progress, CancellationToken cancellationToken)
    {
        using var s3 = connection.CreateS3();
        using var invoker = new FunctionInvoker(connection);
        var check = new ArchiveCheck(s3, deployment.BucketName, deployment.Mapping, request.Deep);
        var verifier = new Verifier(s3, deployment.BucketName, deployment.ProcessedPrefix, check);
        var requeuer = new Requeuer(s3, deployment, (payload, token) => invoker.SendAsync(deployment.EventTarget, payload, token));
        async Task FoundAsync(Finding finding)
        {
            await output.WriteLineAsync(finding.ToString());
            if (request.Requeue && finding.CanBeRequeued)
            {
                await RequeueAsync(requeuer, finding, verifier.Counters, cancellationToken);
            }
        }

        try
        {
            await progress.RunAsync($"comparing the objects of {deployment.BucketName} with their archives", async detail =>
            {
                await verifier.RunAsync(DateTimeOffset.UtcNow - request.MinAge, FoundAsync, detail, cancellationToken);
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

        await output.WriteLineAsync(verifier.Counters.ToString());
        return verifier.Counters.Problems > 0 ? CommandRunner.Problems : 0;
    }

    private async Task RequeueAsync(Requeuer requeuer, Finding finding, VerifyCounters counters, CancellationToken cancellationToken)
    {
        var reason = "it was replaced or deleted since it was listed";
        try
        {
            if (await requeuer.SendAsync(finding, cancellationToken))
            {
                counters.AddRequeued(isTaken: true);
                return;
            }
        }
        catch (InvokeFailedException e)
        {
            reason = e.Message;
        }

        counters.AddRequeued(isTaken: false);
        await error.WriteLineAsync($"not requeued: {finding.Key}: {reason}");
    }
}
