using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Compressor.Cli.Deployment;
using Compressor.Cli.Objects.Inventory;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Objects.Verify;

/// <summary>How to verify.</summary>
/// <param name="Deep">Whether to download and compare every byte.</param>
/// <param name="Requeue">Whether to send events again for what has no archive.</param>
/// <param name="MinAge">What is younger is left alone.</param>
internal sealed record VerifyRequest(bool Deep, bool Requeue, TimeSpan MinAge)
{
    /// <summary>What is older is left out; null for nothing.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Whether to look at every archive, whatever the listings say.</summary>
    public bool HeadAll { get; init; }

    /// <summary>The manifest of an S3 Inventory to read in place of listing the bucket, or null.</summary>
    public Uri? Inventory { get; init; }

    /// <summary>The file that says how far it is, or null.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Whether to write JSON.</summary>
    public bool Json { get; init; }
}

/// <summary>A verification of a deployment's bucket, with a line for each finding.</summary>
internal sealed class VerifyJob(
    DeployedResources deployment, AwsConnection connection, VerifyRequest request, TextWriter output, TextWriter error)
{
    /// <summary>So many pieces of an inventory are in memory, each with its archives: nothing is waited for here.</summary>
    private const int RangesOfAnInventory = 2;

    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 0 where there are no problems.</returns>
    /// <exception cref="CommandException">The bucket cannot be read.</exception>
    public async Task<int> RunAsync(IRunProgress progress, CancellationToken cancellationToken)
    {
        using var s3 = connection.CreateS3();
        using var lister = connection.CreateLister();
        var (inventory, createdAt) = await ReadInventoryAsync(s3, progress, cancellationToken);
        using var sorted = inventory;
        using var invoker = new FunctionInvoker(connection);
        var requeuer = new Requeuer(s3, deployment, (payload, token) => invoker.SendAsync(deployment.EventTarget, payload, token));
        var writer = new FindingWriter(output, request.Json);
        var checkpoint = OpenCheckpoint(createdAt);
        var scope = new VerifyScope(deployment.Mapping, checkpoint.Until, checkpoint.Since, request.HeadAll || request.Deep);
        var verifier = new Verifier(
            scope,
            (prefix, after, maxKeys, token) => sorted is null
                ? lister.ListAsync(deployment.BucketName, prefix, after, maxKeys, token)
                : Task.FromResult(sorted.List(prefix, after, maxKeys)),
            new ArchiveCheck(s3, deployment.BucketName, deployment.Mapping, request.Deep, isOld: sorted is not null),
            async (finding, token) =>
            {
                writer.Write(finding);
                return request.Requeue && finding.CanBeRequeued ? await RequeueAsync(requeuer, finding, token) : null;
            })
        {
            RangesAtATime = sorted is null ? Verifier.DefaultRangesAtATime : RangesOfAnInventory,
        };
        try
        {
            var line = new VerifyProgress(KeyRange.CreateAll(deployment.Mapping).Count, checkpoint, () => verifier.Counters);
            await progress.FollowAsync(
                $"comparing the objects of {deployment.BucketName} with their archives",
                () => verifier.RunAsync(checkpoint, cancellationToken),
                line.ToString);
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

        checkpoint.Delete();
        writer.Write(verifier.Counters);
        return verifier.Counters.Problems > 0 ? CommandRunner.Problems : 0;
    }

    /// <summary>Reads the whole inventory, if there is one to read, into files of its shards.</summary>
    private async Task<(SortedObjects? Objects, DateTimeOffset CreatedAt)> ReadInventoryAsync(
        IAmazonS3 s3, IRunProgress progress, CancellationToken cancellationToken)
    {
        if (request.Inventory is not { } location)
        {
            return (null, DateTimeOffset.MaxValue);
        }

        var reader = new InventoryReader(s3);
        var (bucket, manifest) = await reader.ReadManifestAsync(location, cancellationToken);
        if (manifest.SourceBucket != deployment.BucketName)
        {
            throw new CommandException($"the inventory is of the bucket {manifest.SourceBucket}, not of {deployment.BucketName}");
        }

        return await progress.RunAsync(
            $"reading the inventory of {manifest.CreatedAt:u}",
            async _ => (await SortedObjects.CreateAsync(
                reader.ReadAsync(bucket, manifest, cancellationToken), deployment.Mapping, cancellationToken), manifest.CreatedAt));
    }

    private VerifyCheckpoint OpenCheckpoint(DateTimeOffset createdAt)
    {
        var (now, mapping) = (DateTimeOffset.UtcNow, deployment.Mapping);
        var until = now - request.MinAge < createdAt ? now - request.MinAge : createdAt;
        string[] how = [.. request.Deep ? ["--deep"] : Array.Empty<string>(), .. request.HeadAll ? ["--head-all"] : Array.Empty<string>()];
        return VerifyCheckpoint.Open(
            request.Checkpoint,
            string.Join(
                ' ', [deployment.BucketName, mapping.IncomingPrefix, mapping.ProcessedPrefix, $"'{mapping.SourceSuffix}'", .. how]),
            until.ToUnixTimeSeconds(),
            request.MaxAge is { } age ? (now - age).ToUnixTimeSeconds() : long.MinValue);
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
