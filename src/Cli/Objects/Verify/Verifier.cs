using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Amazon.S3;
using Amazon.S3.Model;

namespace Compressor.Cli.Objects.Verify;

/// <summary>How far a verification is, and what it found. Safe for concurrent use.</summary>
internal sealed class VerifyCounters
{
    private readonly int[] _found = new int[Enum.GetValues<FindingKind>().Length];
    private int _checked;
    private int _young;
    private int _requeued;
    private int _notRequeued;

    /// <summary>Findings of all kinds.</summary>
    public int Problems => _found.Sum();

    /// <summary>Counts an object that was compared.</summary>
    public void AddChecked() => Interlocked.Increment(ref _checked);

    /// <summary>Counts an object that is too young to judge.</summary>
    public void AddYoung() => Interlocked.Increment(ref _young);

    /// <summary>
    /// Counts an object that was or was not put into the function's queue again. It was not where Lambda did not take the event, or the
    /// object was replaced since it was listed.
    /// </summary>
    public void AddRequeued(bool isTaken) => Interlocked.Increment(ref isTaken ? ref _requeued : ref _notRequeued);

    /// <summary>Counts a finding.</summary>
    public void Add(FindingKind kind) => Interlocked.Increment(ref _found[(int)kind]);

    /// <summary>All of it in one line.</summary>
    public override string ToString() => string.Join(
        ", ",
        [
            $"{_checked} checked",
            .. Enum.GetValues<FindingKind>().Select(kind => $"{_found[(int)kind]} {kind.ToString().ToLowerInvariant()}"),
            $"{_young} too young",
            $"{_requeued} requeued",
            .. _notRequeued > 0 ? [$"{_notRequeued} not requeued"] : Array.Empty<string>(),
        ]);
}

/// <summary>Compares every source of a bucket with its archive, many at a time and in bounded memory.</summary>
/// <param name="s3">The client.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="processedPrefix">The prefix of the archives.</param>
/// <param name="check">Compares one.</param>
internal sealed class Verifier(IAmazonS3 s3, string bucket, string processedPrefix, ArchiveCheck check)
{
    private const int Workers = 64;
    private const int PageSize = 1000;

    /// <summary>The counters, also while it runs.</summary>
    public VerifyCounters Counters { get; } = new();

    /// <summary>Runs it.</summary>
    /// <param name="until">Objects that changed later are left alone, since their event may still be on its way.</param>
    /// <param name="found">Called for each finding, one at a time.</param>
    /// <param name="progress">Called with how far it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="AmazonS3Exception">S3 could not be asked.</exception>
    public async Task RunAsync(
        DateTimeOffset until, Func<Finding, Task> found, Action<string> progress, CancellationToken cancellationToken)
    {
        var findings = Channel.CreateBounded<Finding>(Workers);
        var checking = CheckAllAsync(until, findings.Writer, progress, cancellationToken);
        await foreach (var finding in findings.Reader.ReadAllAsync(cancellationToken))
        {
            Counters.Add(finding.Kind);
            await found(finding);
        }

        await checking;
    }

    private async Task CheckAllAsync(
        DateTimeOffset until, ChannelWriter<Finding> findings, Action<string> progress, CancellationToken cancellationToken)
    {
        try
        {
            await Parallel.ForEachAsync(
                BucketListing.ReadAsync(s3, bucket, processedPrefix, PageSize, cancellationToken),
                new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancellationToken },
                (source, token) => CheckAsync(source, until, findings, progress, token));
        }
        finally
        {
            findings.Complete();
        }
    }

    private async ValueTask CheckAsync(
        S3Object source,
        DateTimeOffset until,
        ChannelWriter<Finding> findings,
        Action<string> progress,
        CancellationToken cancellationToken)
    {
        if (source.LastModified is { } modified && modified.ToUniversalTime() > until)
        {
            Counters.AddYoung();
            return;
        }

        if (await check.FindAsync(source, cancellationToken) is { } finding)
        {
            await findings.WriteAsync(finding, cancellationToken);
        }

        Counters.AddChecked();
        progress(Counters.ToString());
    }
}

/// <summary>Lists a bucket in the order of keys, a page at a time, and leaves out one prefix.</summary>
internal static class BucketListing
{
    /// <summary>Returns every object that is not under <paramref name="without"/>.</summary>
    /// <param name="s3">The client.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="without">A prefix whose objects are not even listed: there may be millions.</param>
    /// <param name="pageSize">How many keys to ask for at a time, 1 to 1,000.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async IAsyncEnumerable<S3Object> ReadAsync(
        IAmazonS3 s3,
        string bucket,
        string without,
        int pageSize,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? startAfter = null;
        while (true)
        {
            var page = await s3.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = bucket, StartAfter = startAfter, MaxKeys = pageSize }, cancellationToken);
            var stepOver = false;
            foreach (var found in page.S3Objects ?? [])
            {
                startAfter = found.Key;
                if (found.Key.StartsWith(without, StringComparison.Ordinal))
                {
                    // Past every key with the prefix: no key has the last code point at all, and U+FFFF would sort before some.
                    startAfter = without + "\U0010FFFF";
                    stepOver = true;
                    break;
                }

                yield return found;
            }

            if (!stepOver && page.IsTruncated != true)
            {
                yield break;
            }
        }
    }
}
