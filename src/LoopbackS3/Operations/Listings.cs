using System.Globalization;
using System.Text;
using Compressor.LoopbackS3.Http;
using Compressor.LoopbackS3.Storage;

namespace Compressor.LoopbackS3.Operations;

/// <summary>ListObjectsV2.</summary>
internal static class Listings
{
    private const int MaxKeys = 1000;

    public static S3Response Objects(S3Request request)
    {
        if (!request.Bucket.Settings.MayListBucket)
        {
            throw S3ErrorException.AccessDenied();
        }

        var prefix = request.QueryValue("prefix") ?? "";
        var delimiter = request.QueryValue("delimiter") ?? "";
        var limit = Math.Min(MaxKeys, int.Parse(request.QueryValue("max-keys") ?? "1000", CultureInfo.InvariantCulture));
        var after = request.QueryValue("continuation-token") is { } token
            ? Encoding.UTF8.GetString(Convert.FromBase64String(token))
            : request.QueryValue("start-after") ?? "";
        var page = Page.Read(request.Bucket, prefix, delimiter, after, limit);
        Func<string, string> encode = request.QueryValue("encoding-type") == "url"
            ? key => Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal)
            : key => key;

        return S3Response.Xml(
            "ListBucketResult",
            [
                ("Name", request.BucketName),
                ("Prefix", encode(prefix)),
                ("Delimiter", delimiter.Length == 0 ? null : encode(delimiter)),
                ("EncodingType", request.QueryValue("encoding-type")),
                ("MaxKeys", limit),
                ("KeyCount", page.Objects.Count + page.CommonPrefixes.Count),
                ("IsTruncated", page.Last is not null),
                ("ContinuationToken", request.QueryValue("continuation-token")),
                ("NextContinuationToken", page.Last is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(page.Last))),
                .. page.Objects.Select(stored => Element("Contents",
                    ("Key", encode(stored.Key)),
                    ("LastModified", $"{stored.LastModified.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}"),
                    ("ETag", ObjectReads.Quote(stored.ETag)),
                    ("Size", stored.Content.Length),
                    ("StorageClass", stored.Headers.StorageClass))),
                .. page.CommonPrefixes.Select(common => Element("CommonPrefixes", ("Prefix", encode(common)))),
            ]);
    }

    private static (string Name, object? Value) Element(string name, params (string Name, object? Value)[] children) => (name, children);
}

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
