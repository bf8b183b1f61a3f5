using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Compressor.Cli.Deployment;
using Compressor.Cli.Objects.Inventory;
using Compressor.Core.Archiving;
using Compressor.Core.Keys;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Objects.Verify;

/// <summary>Goes through a deployment's bucket, as its listings or an S3 Inventory have it, and hands over what it finds.</summary>
internal sealed class BucketVerification(DeployedResources deployment, AwsConnection connection, VerifyRequest request)
{
    /// <summary>So many pieces of an inventory are in memory, each with its archives: nothing is waited for here.</summary>
    private const int RangesOfAnInventory = 2;

    private readonly KeyMapping _mapping = deployment.Mapping with { Format = request.Format ?? deployment.Format };

    /// <summary>Runs it.</summary>
    /// <param name="s3">The client.</param>
    /// <param name="progress">Shows how far it is.</param>
    /// <param name="found">Called for each finding, several at a time; returns what more there is to count.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommandException">The bucket cannot be read.</exception>
    public async Task<VerifyCounters> RunAsync(
        IAmazonS3 s3,
        IRunProgress progress,
        Func<Finding, CancellationToken, Task<VerifyCount?>> found,
        CancellationToken cancellationToken)
    {
        using var lister = connection.CreateLister();
        var (inventory, createdAt) = await ReadInventoryAsync(s3, progress, cancellationToken);
        using var sorted = inventory;
        var checkpoint = OpenCheckpoint(createdAt);
        var scope = new VerifyScope(_mapping, checkpoint.Until, checkpoint.Since, request.HeadAll || request.Deep)
        {
            Prefix = request.Prefix,
        };
        var verifier = new Verifier(
            scope,
            (prefix, after, maxKeys, token) => sorted is null
                ? lister.ListAsync(deployment.BucketName, prefix, after, maxKeys, token)
                : Task.FromResult(sorted.List(prefix, after, maxKeys)),
            new ArchiveCheck(s3, deployment.BucketName, _mapping, request.Deep, request.Format is null, isOld: sorted is not null),
            found)
        {
            RangesAtATime = sorted is null ? Verifier.DefaultRangesAtATime : RangesOfAnInventory,
        };
        try
        {
            var line = new VerifyProgress(scope.Ranges.Count, checkpoint, () => verifier.Counters);
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
        return verifier.Counters;
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
                reader.ReadAsync(bucket, manifest, cancellationToken), _mapping, cancellationToken), manifest.CreatedAt));
    }

    private VerifyCheckpoint OpenCheckpoint(DateTimeOffset createdAt)
    {
        var now = DateTimeOffset.UtcNow;
        var until = now - request.MinAge < createdAt ? now - request.MinAge : createdAt;
        string[] how =
        [
            .. request.Deep ? ["--deep"] : Array.Empty<string>(),
            .. request.HeadAll ? ["--head-all"] : Array.Empty<string>(),
            .. request.Format is { } format ? [$"--format {format.Name()}"] : Array.Empty<string>(),
        ];
        return VerifyCheckpoint.Open(
            request.Checkpoint,
            string.Join(
                ' ', [deployment.BucketName, _mapping.IncomingPrefix, _mapping.ProcessedPrefix, $"'{_mapping.SourceSuffix}'", .. how]),
            until.ToUnixTimeSeconds(),
            request.MaxAge is { } age ? (now - age).ToUnixTimeSeconds() : long.MinValue);
    }
}
