using System.Collections.Concurrent;
using Amazon.S3;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Objects.Verify;

/// <summary>
/// Compares every source of a bucket with its archive: lists both sides in the order of keys, many pieces at a time and in bounded memory,
/// and looks at an archive itself only where the listings leave a doubt.
/// </summary>
/// <param name="scope">Which sources.</param>
/// <param name="list">Lists the bucket.</param>
/// <param name="check">Compares one source with its archive.</param>
/// <param name="found">Called for each finding, several at a time; returns what more there is to count.</param>
internal sealed class Verifier(
    VerifyScope scope, ListPage list, ArchiveCheck check, Func<Finding, CancellationToken, Task<VerifyCount?>> found)
{
    /// <summary>See <see cref="RangesAtATime"/>.</summary>
    public const int DefaultRangesAtATime = 32;

    /// <summary>How many archives are looked at at a time.</summary>
    private const int HeadsAtATime = 64;

    /// <summary>How many sources wait for their archives' listing, in all pieces: some 60 MB.</summary>
    private const int MaxWaiting = 200_000;

    /// <summary>After so many pages nothing waits, and the checkpoint can name where to go on: that costs one more LIST.</summary>
    private const int PagesOfASegment = 100;

    private readonly ConcurrentDictionary<VerifyCounters, bool> _running = [];
    private int _ranges;

    /// <summary>How many pieces are listed at a time. Each waits for S3 most of the time.</summary>
    public int RangesAtATime { get; init; } = DefaultRangesAtATime;

    /// <summary>The counters, also while it runs.</summary>
    public VerifyCounters Counters
    {
        get
        {
            var sum = new VerifyCounters();
            foreach (var counters in _running.Keys)
            {
                sum.Add(counters);
            }

            return sum;
        }
    }

    /// <summary>Runs it.</summary>
    /// <param name="checkpoint">Where to begin; it is told how far each piece is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="AmazonS3Exception">S3 could not be asked.</exception>
    public async Task RunAsync(VerifyCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        using var gate = new SemaphoreSlim(HeadsAtATime);
        _running[checkpoint.Counters] = true;
        await Parallel.ForEachAsync(
            checkpoint.Open(scope.Ranges),
            new ParallelOptions { MaxDegreeOfParallelism = RangesAtATime, CancellationToken = cancellationToken },
            async (range, token) =>
            {
                Interlocked.Increment(ref _ranges);
                await WalkAsync(range, checkpoint, gate, token);
                Interlocked.Decrement(ref _ranges);
            });
    }

    private async Task WalkAsync(KeyRange range, VerifyCheckpoint checkpoint, SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        for (var after = checkpoint.Position(range); after is not null;)
        {
            var counters = new VerifyCounters();
            _running[counters] = true;
            var doubts = new Doubts(gate, source => JudgeAsync(source, counters, cancellationToken));
            var walk = new RangeWalk(scope, range, CountedIn(counters), () => MaxWaiting / Math.Max(1, _ranges));
            try
            {
                after = await walk.RunAsync(after, PagesOfASegment, doubts, counters, cancellationToken);
            }
            finally
            {
                // What was begun ends before the clients that it uses are disposed of.
                await doubts.CompleteAsync();
            }

            checkpoint.Advance(range, after, counters, () => _running.TryRemove(counters, out _));
        }
    }

    private ListPage CountedIn(VerifyCounters counters) => (prefix, after, maxKeys, cancellationToken) =>
    {
        counters.Add(VerifyCount.Lists);
        return list(prefix, after, maxKeys, cancellationToken);
    };

    private async Task JudgeAsync(ListedObject source, VerifyCounters counters, CancellationToken cancellationToken)
    {
        var finding = await check.FindAsync(source, cancellationToken, () => counters.Add(VerifyCount.Heads));
        if (finding is not null)
        {
            counters.Add(finding.Kind);
            if (await found(finding, cancellationToken) is { } more)
            {
                counters.Add(more);
            }
        }

        counters.Add(VerifyCount.Checked);
    }
}
