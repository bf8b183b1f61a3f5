using Compressor.Core.Failures;
using Compressor.Core.Keys;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Objects.Verify;

/// <summary>Which sources a verification is about, and how they are judged.</summary>
/// <param name="Mapping">Where archives are.</param>
/// <param name="Until">Sources that changed later are left alone, since their event may be on its way. In Unix seconds.</param>
/// <param name="Since">Sources that changed earlier are left out. In Unix seconds.</param>
/// <param name="HeadAll">Whether every archive is looked at, whatever the listings say.</param>
internal sealed record VerifyScope(KeyMapping Mapping, long Until, long Since = long.MinValue, bool HeadAll = false)
{
    /// <summary>What sources' keys begin with; empty for all of them.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The pieces of the bucket that may hold such keys.</summary>
    public IReadOnlyList<KeyRange> Ranges => [.. KeyRange.CreateAll(Mapping).Where(range => range.MayHave(Prefix))];
}

/// <summary>Goes through a piece of a bucket's sources, with their archives beside them.</summary>
/// <param name="scope">Which sources.</param>
/// <param name="range">Which keys.</param>
/// <param name="list">Lists the bucket.</param>
/// <param name="maxWaiting">How many sources may wait for their archives' listing just now.</param>
internal sealed class RangeWalk(VerifyScope scope, KeyRange range, ListPage list, Func<int> maxWaiting)
{
    private const int PageSize = 1000;

    /// <summary>How many of a range's shards are listed at a time where its sources are not in their own shard.</summary>
    private const int ShardsAtATime = 16;

    /// <summary>Goes on after a key, for so many pages of sources.</summary>
    /// <param name="after">The key.</param>
    /// <param name="pages">How many pages at most.</param>
    /// <param name="doubts">Gets what the listings leave in doubt.</param>
    /// <param name="counters">Counts the rest.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The key to go on after; null where the range is done.</returns>
    public async Task<string?> RunAsync(
        string after, int pages, Doubts doubts, VerifyCounters counters, CancellationToken cancellationToken)
    {
        var shards = new Dictionary<string, WaitingSources>(StringComparer.Ordinal);
        var isDone = false;
        for (; pages > 0 && !isDone; pages--)
        {
            var page = await list(scope.Prefix, after, PageSize, cancellationToken);
            isDone = !page.IsTruncated;
            foreach (var source in page.Objects)
            {
                if (!range.Has(source.Key))
                {
                    isDone = true;
                    break;
                }

                after = source.Key;
                if (!BackfillFiles.IsOne(source.Key, scope.Mapping) && IsWanted(source, counters))
                {
                    await AddAsync(source, shards, doubts, counters, cancellationToken);
                }
            }

            await MatchAsync(shards, pages == 1 || isDone, cancellationToken);
        }

        return isDone ? null : after;
    }

    private bool IsWanted(ListedObject source, VerifyCounters counters)
    {
        var isYoung = source.LastModified > scope.Until;
        if (isYoung || source.LastModified < scope.Since)
        {
            counters.Add(isYoung ? VerifyCount.TooYoung : VerifyCount.TooOld);
            return false;
        }

        return true;
    }

    private async ValueTask AddAsync(
        ListedObject source,
        Dictionary<string, WaitingSources> shards,
        Doubts doubts,
        VerifyCounters counters,
        CancellationToken cancellationToken)
    {
        if (scope.HeadAll || FindArchiveKey(source.Key) is not { } archiveKey)
        {
            await doubts.AddAsync(source, cancellationToken);
            return;
        }

        // Two digits and a slash.
        var length = scope.Mapping.ProcessedPrefix.Length + 3;
        if (!shards.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(archiveKey.AsSpan(0, length), out var waiting))
        {
            waiting = new(
                archiveKey[..length],
                list,
                doubtful => doubts.AddAsync(doubtful, cancellationToken),
                fine => counters.Add(VerifyCount.Checked, fine));
            shards.Add(archiveKey[..length], waiting);
        }

        waiting.Add(archiveKey, source);
    }

    private string? FindArchiveKey(string key)
    {
        try
        {
            return scope.Mapping.FindArchiveKey(key);
        }
        catch (FunctionException)
        {
            // KeyTooLong.
            return null;
        }
    }

    /// <summary>
    /// Lists the archives of shards that two pages of sources wait for, and keeps one page waiting, so that a listing's page is used
    /// whole; all of them at the end, or where too many wait.
    /// </summary>
    private async Task MatchAsync(Dictionary<string, WaitingSources> shards, bool isLast, CancellationToken cancellationToken)
    {
        if (isLast || shards.Values.Sum(waiting => waiting.Count) > maxWaiting())
        {
            await Parallel.ForEachAsync(
                shards.Values,
                new ParallelOptions { MaxDegreeOfParallelism = ShardsAtATime, CancellationToken = cancellationToken },
                async (waiting, token) => await waiting.MatchAsync(isLast ? 1 : WaitingSources.MinSourcesPerList, token));
            return;
        }

        foreach (var waiting in shards.Values.Where(waiting => waiting.Count >= 2 * PageSize))
        {
            await waiting.MatchAsync(PageSize, cancellationToken);
        }
    }
}
