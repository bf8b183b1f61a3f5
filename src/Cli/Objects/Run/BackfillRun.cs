using System.Collections.Concurrent;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Cli.Local;
using Compressor.Cli.Objects.Backfill;
using Compressor.Cli.Objects.Upload;
using Compressor.Cli.Objects.Verify;
using Compressor.Toolkit.CommandLine;
using Spectre.Console;

namespace Compressor.Cli.Objects.Run;

/// <summary>
/// A backfill on this machine: files that were in the bucket before it announced anything, and a job that compresses them.
/// </summary>
/// <param name="local">The deployment, with <c>backfill = true</c>.</param>
/// <param name="console">Shows the job.</param>
/// <param name="progress">Shows the steps.</param>
internal sealed class BackfillRun(LocalDeployment local, IAnsiConsole console, IRunProgress progress)
{
    private const int UploadConcurrency = 4;

    /// <summary>Runs it.</summary>
    /// <returns>What is not as it must be; empty if all is well.</returns>
    /// <exception cref="CommandException">A file was not uploaded, or S3 does not take the job.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<SourceFile> sources, CancellationToken cancellationToken)
    {
        var plan = new RunPlan(local.Deployment);
        var files = sources.Select(source => plan.Expect(source)).ToArray();
        using var s3 = local.Connection.CreateS3();
        await WithoutNotificationsAsync(s3, () => UploadAsync(s3, plan, sources, cancellationToken), cancellationToken);

        var job = new BackfillJob(local.Deployment, local.Connection, new(TimeSpan.Zero), console, () => true);
        await job.RunAsync(progress, cancellationToken);
        await local.Lambda.WaitUntilQuietAsync(cancellationToken);

        var problems = await progress.RunAsync(
            "reading every archive back",
            _ => new ArchiveReader(s3, local.Deployment).FindProblemsAsync(files, () => { }, cancellationToken));
        return [.. problems, .. await FindWhatIsLeftAsync(s3, files, cancellationToken)];
    }

    /// <summary>The bucket announces nothing meanwhile, as before there was a deployment.</summary>
    private async Task WithoutNotificationsAsync(IAmazonS3 s3, Func<Task> upload, CancellationToken cancellationToken)
    {
        var bucket = local.Deployment.BucketName;
        var kept = await s3.GetBucketNotificationAsync(bucket, cancellationToken);
        await s3.PutBucketNotificationAsync(new PutBucketNotificationRequest { BucketName = bucket }, cancellationToken);
        await upload();
        await s3.PutBucketNotificationAsync(
            new PutBucketNotificationRequest
            {
                BucketName = bucket,
                LambdaFunctionConfigurations = kept.LambdaFunctionConfigurations,
                QueueConfigurations = kept.QueueConfigurations,
                TopicConfigurations = kept.TopicConfigurations,
            },
            cancellationToken);
    }

    private async Task UploadAsync(IAmazonS3 s3, RunPlan plan, IReadOnlyList<SourceFile> sources, CancellationToken cancellationToken)
    {
        var uploader = new Uploader(s3, local.Deployment.BucketName, plan.Mapping, UploadConcurrency);
        var failed = new ConcurrentQueue<string>();
        await progress.FollowAsync(
            $"uploading {sources.Count} files, which nobody is told of",
            () => uploader.RunAsync(sources, (file, reason) => failed.Enqueue($"{file.Name}: not uploaded: {reason}"), cancellationToken),
            () => $"uploaded {uploader.Counters.Done}/{sources.Count}");
        if (!failed.IsEmpty)
        {
            throw new CommandException(string.Join('\n', failed));
        }
    }

    /// <summary>A verification must find what has to fail, and nothing else.</summary>
    private async Task<IEnumerable<string>> FindWhatIsLeftAsync(IAmazonS3 s3, RunFile[] files, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await new BucketVerification(local.Deployment, local.Connection, new(Deep: false, Requeue: false, TimeSpan.Zero)).RunAsync(
            s3,
            progress,
            (finding, _) =>
            {
                found[finding.Key] = finding.KindName;
                return Task.FromResult<VerifyCount?>(null);
            },
            cancellationToken);
        var left = files.Where(file => file.ErrorType is not null).ToDictionary(file => file.Key, StringComparer.Ordinal);
        return
        [
            .. found.Where(finding => !left.ContainsKey(finding.Key)).Select(finding => $"{finding.Key}: {finding.Value}"),
            .. left.Values.Where(file => !found.ContainsKey(file.Key)).Select(file => $"{file.Key}: no {file.ErrorType}"),
        ];
    }
}
