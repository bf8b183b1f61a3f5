using System.Diagnostics;
using System.Net;
using Amazon.S3;
using Compressor.Cli.Local;
using Compressor.Cli.Objects.DeadLetters;
using Compressor.Cli.Objects.Upload;
using Compressor.Core.Outcomes;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Objects.Run;

/// <summary>The main job on this machine: uploads files, waits until all is quiet, and compares the outcomes with the plan.</summary>
internal sealed class LocalRun(LocalDeployment local, IRunProgress progress)
{
    private const int UploadConcurrency = 4;

    /// <summary>Runs it.</summary>
    /// <param name="sources">The files. Their names end in the deployment's suffix.</param>
    /// <param name="isDeliveredTwice">Whose event is delivered a second time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<RunReport> RunAsync(
        IReadOnlyList<SourceFile> sources, Func<SourceFile, bool> isDeliveredTwice, CancellationToken cancellationToken)
    {
        var plan = new RunPlan(local.Deployment);
        var files = sources.Select(source => plan.Expect(source, isDeliveredTwice(source) ? 2 : 1)).ToArray();
        using var s3 = local.Connection.CreateS3();
        using var sqs = local.Connection.CreateSqs();
        var uploader = new Uploader(s3, local.Deployment.BucketName, plan.Mapping, UploadConcurrency);
        List<string> problems = [];
        var clock = Stopwatch.StartNew();
        await progress.FollowAsync(
            $"uploading {files.Length} files and compressing them",
            () => UploadAndWaitAsync(uploader, s3, files, problems, cancellationToken),
            () => Line(uploader.Counters, files.Length));
        var elapsed = clock.Elapsed;

        problems.AddRange(await progress.RunAsync("reading every archive back", detail =>
        {
            var compared = 0;
            return new ArchiveReader(s3, local.Deployment).FindProblemsAsync(
                files,
                () => detail($"{Interlocked.Increment(ref compared)} of {files.Count(file => file.ArchiveKey is not null)}"),
                cancellationToken);
        }));
        var letters = await DeadLetterSource.TakeAllAsync(sqs, local.Deployment.DeadLetterQueueUrl, cancellationToken);
        problems.InsertRange(0, RunChecks.Find(files, local.Lambda.Outcomes, letters));
        return new(files, local.Lambda.Outcomes, local.Lambda.Reports, letters, problems, elapsed);
    }

    private async Task UploadAndWaitAsync(
        Uploader uploader, IAmazonS3 s3, RunFile[] files, List<string> problems, CancellationToken cancellationToken)
    {
        await uploader.RunAsync(
            files.Select(file => file.Source),
            (file, reason) =>
            {
                lock (problems)
                {
                    problems.Add($"{file.Name}: not uploaded: {reason}");
                }
            },
            cancellationToken);
        await local.Lambda.WaitUntilQuietAsync(cancellationToken);
        foreach (var file in files.Where(file => file.Deliveries > 1))
        {
            await DeliverAgainAsync(s3, file, cancellationToken);
        }

        await local.Lambda.WaitUntilQuietAsync(cancellationToken);
    }

    /// <summary>
    /// Delivers a file's event once more, as S3 may. The ETag comes from the archive's metadata, because the source may be deleted. Without
    /// an archive there is nothing to be a duplicate of, and the checks will say so.
    /// </summary>
    private async Task DeliverAgainAsync(IAmazonS3 s3, RunFile file, CancellationToken cancellationToken)
    {
        var deployment = local.Deployment;
        string etag;
        try
        {
            var head = await s3.GetObjectMetadataAsync(deployment.BucketName, file.ArchiveKey, cancellationToken);
            etag = ArchiveMetadata.From(head.Metadata)?.SourceETag ?? throw new CommandException(
                $"{file.ArchiveKey} has no metadata of ours");
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return;
        }

        using var invoker = new FunctionInvoker(local.Connection with { Endpoint = local.Lambda.InvokeEndpoint });
        var payload = S3Notification.ObjectCreated(deployment, file.Key, file.Source.Size, etag);
        await invoker.SendAsync(deployment.FunctionName, payload, cancellationToken);
    }

    private string Line(UploadCounters uploaded, int files)
    {
        var now = local.Lambda.Snapshot;
        return FormattableString.Invariant($"uploaded {uploaded.Done}/{files}, queued {now.Queued}, running {now.Running}, ")
            + FormattableString.Invariant(
                $"done {now.Done}, failed {now.Failed}, {Sizes.Format(now.BytesIn)} in, {Sizes.Format(now.BytesOut)} out");
    }
}
