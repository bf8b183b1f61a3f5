using Amazon.Runtime;
using Amazon.S3;
using Compressor.Cli.Deployment;
using Compressor.Cli.Objects.Verify;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Prices;
using Compressor.Toolkit.Units;
using Spectre.Console;
using static System.FormattableString;

namespace Compressor.Cli.Objects.Backfill;

/// <summary>What to backfill.</summary>
/// <param name="MinAge">What is younger is left alone: its own event may still be on its way.</param>
internal sealed record BackfillRequest(TimeSpan MinAge)
{
    /// <summary>What sources' keys begin with; empty for all of them.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The manifest of an S3 Inventory to read in place of listing the bucket, or null.</summary>
    public Uri? Inventory { get; init; }

    /// <summary>How many objects at most.</summary>
    public long Limit { get; init; } = long.MaxValue;

    /// <summary>The role that S3 Batch Operations takes, or null for the deployment's.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The job's, 0 or more.</summary>
    public int Priority { get; init; } = BatchJob.DefaultPriority;

    /// <summary>Whether to leave as soon as the job is created.</summary>
    public bool Detach { get; init; }
}

/// <summary>
/// Has S3 Batch Operations invoke the function for each source without an archive: finds them, asks, creates the job and follows it.
/// </summary>
/// <param name="deployment">Whose bucket it is.</param>
/// <param name="connection">Where AWS is.</param>
/// <param name="request">What to backfill.</param>
/// <param name="console">Shows what was found and what became of it.</param>
/// <param name="mayBegin">Asks whether to begin; what is found and its price are on the console by then.</param>
internal sealed class BackfillJob(
    DeployedResources deployment, AwsConnection connection, BackfillRequest request, IAnsiConsole console, Func<bool> mayBegin)
{
    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 1 where objects failed, or the job did.</returns>
    /// <exception cref="CommandException">The bucket cannot be read, there is no role, or S3 does not take the job.</exception>
    public async Task<int> RunAsync(IRunProgress progress, CancellationToken cancellationToken)
    {
        var role = request.RoleArn ?? deployment.BackfillRoleArn ?? throw new CommandException(
            "S3 Batch Operations needs a role: deploy with backfill = true (make deploy BACKFILL=true), or name one with --role");
        var (name, mapping) = ($"{DateTime.UtcNow:yyyyMMdd'T'HHmmss}-{Guid.NewGuid():N}", deployment.Mapping);
        if (mapping.TryGetName($"{BackfillFiles.ReportPrefix}/manifest.json", out _, out _))
        {
            throw new CommandException(
                $"incoming_prefix is {mapping.IncomingPrefix}: manifests and reports under {BackfillFiles.Prefix} would be sources");
        }

        using var s3 = connection.CreateS3();
        try
        {
            using var manifest = new ManifestWriter(deployment.BucketName, await HasVersionsAsync(s3, cancellationToken), request.Limit);
            await FindAsync(s3, manifest, progress, cancellationToken);
            if (manifest.Count == 0)
            {
                console.WriteUnbroken("Nothing to do: every source has its archive.");
                return 0;
            }

            PrintPlan(manifest);
            if (!mayBegin())
            {
                console.WriteUnbroken("Nothing was begun.");
                return 0;
            }

            return await BeginAsync(s3, manifest, role, name, progress, cancellationToken);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException
            && S3Failure.Describe(e, deployment.BucketName) is { } failure)
        {
            throw new CommandException(failure.Message);
        }
    }

    private async Task<bool> HasVersionsAsync(IAmazonS3 s3, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await s3.GetBucketVersioningAsync(deployment.BucketName, cancellationToken);
            return answer.VersioningConfig?.Status is { } status && status != VersionStatus.Off;
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "AccessDenied" or "Forbidden")
        {
            throw new CommandException(
                $"you are not allowed to see whether the bucket '{deployment.BucketName}' has versions: s3:GetBucketVersioning is needed");
        }
    }

    /// <summary>Adds every source without an archive, or with one of another upload, until there are enough.</summary>
    private async Task FindAsync(IAmazonS3 s3, ManifestWriter manifest, IRunProgress progress, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var verification = new BucketVerification(
            deployment,
            connection,
            new(Deep: false, Requeue: false, request.MinAge) { Prefix = request.Prefix, Inventory = request.Inventory });
        try
        {
            var counters = await verification.RunAsync(s3, progress, AddAsync, enough.Token);
            console.WriteUnbroken(counters.ToString());
        }
        catch (OperationCanceledException) when (manifest.IsFull && !cancellationToken.IsCancellationRequested)
        {
            console.WriteUnbroken(Invariant($"These are the first {manifest.Count:N0}; there may be more."));
        }

        async Task<VerifyCount?> AddAsync(Finding finding, CancellationToken token)
        {
            if (!finding.CanBeRequeued)
            {
                return null;
            }

            string? version = null;
            if (manifest.HasVersions)
            {
                if (await CurrentSource.FindAsync(s3, deployment.BucketName, finding, token) is not { } source)
                {
                    return VerifyCount.NotRequeued;
                }

                version = source.VersionId;
            }

            manifest.Add(finding, version);
            if (manifest.IsFull)
            {
                await enough.CancelAsync();
            }

            return null;
        }
    }

    private void PrintPlan(ManifestWriter manifest)
    {
        var prices = PriceTable.Default();
        var cost = BackfillCost.Create(deployment, manifest.Count, manifest.Bytes, prices);
        console.WriteUnbroken(Invariant($"{manifest.Count:N0} objects without an archive of their own, {Sizes.Format(manifest.Bytes)}."));
        console.WriteUnbroken($"About {Format.Dollars(cost.Dollars)} ({prices.Region}, list prices of {prices.Date}):");
        foreach (var (what, dollars) in cost.Lines)
        {
            console.WriteUnbroken($"  {Format.Dollars(dollars),10}  {what}");
        }

        var limit = deployment.ReservedConcurrency is { } reserved ? Invariant($"the function's {reserved:N0}") : "the account's";
        console.WriteUnbroken(
            $"The job may take all of {limit} concurrent executions; events of new uploads wait meanwhile, up to their maximum age.");
    }

    private async Task<int> BeginAsync(
        IAmazonS3 s3, ManifestWriter manifest, string role, string name, IRunProgress progress, CancellationToken cancellationToken)
    {
        var key = BackfillFiles.ManifestKey(name);
        var etag = await progress.RunAsync("uploading the manifest", _ => manifest.UploadAsync(s3, key, cancellationToken));
        var bucketArn = $"arn:{deployment.FunctionArn.Split(':')[1]}:s3:::{deployment.BucketName}";
        using var api = new S3ControlApi(connection, deployment.AccountId);
        var id = await api.CreateJobAsync(
            new(
                deployment.EventTarget,
                role,
                $"{bucketArn}/{key}",
                etag,
                manifest.HasVersions,
                bucketArn,
                BackfillFiles.ReportPrefix,
                $"compressor backfill of {deployment.FunctionName}",
                name)
            {
                Priority = request.Priority,
            },
            cancellationToken);
        console.WriteUnbroken($"Job {id}. Its manifest is s3://{deployment.BucketName}/{key}.");
        if (request.Detach)
        {
            console.WriteUnbroken($"See `compressor backfill status {id}`.");
            return 0;
        }

        var job = new JobWatch(api, s3, console);
        return await job.PrintAsync(await job.FollowAsync(id, progress, cancellationToken), cancellationToken);
    }
}
