using Compressor.Core.Keys;

namespace Compressor.Cli.Objects.Verify;

/// <summary>A piece of a bucket's keys: those that come after one key, up to and with another.</summary>
/// <param name="After">The key before the first; empty for the bucket's beginning.</param>
/// <param name="Last">The last key that may be in it; null for the bucket's end.</param>
internal sealed record KeyRange(string After, string? Last)
{
    /// <summary>Comes after every key with a prefix: no key has the last code point at all, and U+FFFF would sort before some.</summary>
    private const string Past = "\U0010FFFF";

    /// <summary>
    /// Returns pieces that hold every key of a bucket once, but for those of archives: each shard of the sources is one, so that many are
    /// listed at a time; what is before, between and behind them is with the shard before it.
    /// </summary>
    public static IReadOnlyList<KeyRange> CreateAll(KeyMapping mapping)
    {
        var (archives, behind) = (mapping.ProcessedPrefix, mapping.ProcessedPrefix + Past);
        var cuts = Enumerable.Range(0, KeyMapping.ShardCount).Select(shard => $"{mapping.IncomingPrefix}{shard:x2}/")
            .Append(archives)
            .Append(behind)
            .Order(KeyOrder.Instance)
            .ToList();
        return [.. cuts.Prepend("").Zip(cuts.Select(string? (cut) => cut).Append(null), (after, last) => new KeyRange(after, last))
            .Where(range => range.After != archives)];
    }

    /// <summary>Whether there may be a key in it that begins with a prefix.</summary>
    public bool MayHave(string prefix) => Has(prefix) && KeyOrder.Instance.Compare(After, prefix + Past) < 0;

    /// <summary>Whether a key that comes after <see cref="After"/> is in it.</summary>
    public bool Has(string key) => Last is null || KeyOrder.Instance.Compare(key, Last) <= 0;
}
