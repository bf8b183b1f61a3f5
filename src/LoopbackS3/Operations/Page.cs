using Compressor.LoopbackS3.Storage;

namespace Compressor.LoopbackS3.Operations;

/// <summary>One page of a listing: objects, and what a delimiter rolls up.</summary>
/// <param name="Last">What the next page starts after; null: this is the last page.</param>
internal sealed record Page(List<StoredObject> Objects, List<string> CommonPrefixes, string? Last)
{
    public static Page Read(Bucket bucket, string prefix, string delimiter, string after, int limit)
    {
        var page = new Page([], [], null);
        while (true)
        {
            var next = bucket.List(prefix, after, limit + 1);
            foreach (var stored in next)
            {
                if (page.Objects.Count + page.CommonPrefixes.Count == limit)
                {
                    return page with { Last = after };
                }

                var cut = delimiter.Length == 0 ? -1 : stored.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
                if (cut < 0)
                {
                    page.Objects.Add(stored);
                    after = stored.Key;
                    continue;
                }

                // The rest of the keys under a common prefix is skipped as a whole.
                var common = stored.Key[..(cut + delimiter.Length)];
                page.CommonPrefixes.Add(common);
                after = common + char.MaxValue;
                break;
            }

            if (next.Count == 0 || (next[^1].Key == after && next.Count <= limit))
            {
                return page;
            }
        }
    }
}
