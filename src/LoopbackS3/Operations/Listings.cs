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
        var token = request.QueryValue("continuation-token");
        var after = token is null ? request.QueryValue("start-after") ?? "" : Encoding.UTF8.GetString(Convert.FromBase64String(token));
        var page = Page.Read(request.Bucket, prefix, delimiter, after, limit);
        var encodes = request.QueryValue("encoding-type") == "url";

        var xml = new ListingWriter(request, encodes);
        xml.Begin("ListBucketResult");
        xml.Text("Name", request.BucketName);
        xml.Key("Prefix", prefix);
        if (delimiter.Length > 0)
        {
            xml.Key("Delimiter", delimiter);
        }

        xml.Text("EncodingType", encodes ? "url" : null);
        xml.Number("MaxKeys", limit);
        xml.Number("KeyCount", page.Objects.Count + page.CommonPrefixes.Count);
        xml.Text("IsTruncated", page.Last is null ? "false" : "true");
        xml.Text("ContinuationToken", token);
        xml.Text("NextContinuationToken", page.Last is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(page.Last)));
        foreach (var stored in page.Objects)
        {
            xml.Object(stored);
        }

        foreach (var common in page.CommonPrefixes)
        {
            xml.CommonPrefix(common);
        }

        return xml.End("ListBucketResult");
    }
}

/// <summary>One page of a listing: objects, and what a delimiter rolls up.</summary>
/// <param name="Last">What the next page starts after; null: this is the last page.</param>
internal sealed record Page(List<StoredObject> Objects, List<string> CommonPrefixes, string? Last)
{
    // No key has a character that comes after this one.
    private const string LastCharacter = "\U0010FFFF";

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
                after = common + LastCharacter;
                break;
            }

            if (next.Count == 0 || (next[^1].Key == after && next.Count <= limit))
            {
                return page;
            }
        }
    }
}
