using System.Globalization;
using Compressor.LoopbackS3.Http;
using Compressor.LoopbackS3.Storage;

namespace Compressor.LoopbackS3.Operations;

/// <summary>GetObject and HeadObject.</summary>
internal static class ObjectReads
{
    public static S3Response Read(S3Request request, bool sendsBody)
    {
        var stored = request.Bucket.Get(request.Key, request.QueryValue("versionId"));
        if (request.Header("If-Match") is { } wanted && !ETag.Matches(wanted, stored.ETag))
        {
            throw S3ErrorException.PreconditionFailed();
        }

        if (request.Header("If-None-Match") is { } known && ETag.Matches(known, stored.ETag))
        {
            return new S3Response(304) { SendsBody = false }.With("ETag", Quote(stored.ETag));
        }

        var length = stored.Content.Length;
        var range = request.Header("Range") is { } header ? Range(header, length) : null;
        var answer = new S3Response(range is null ? 200 : 206)
        {
            Body = stored.Content,
            Offset = range?.From ?? 0,
            Count = range?.Count ?? length,
            SendsBody = sendsBody,
        };
        Describe(answer, stored);
        if (range is { } part)
        {
            answer.With("Content-Range", $"bytes {part.From}-{part.From + part.Count - 1}/{length}");
        }
        else if (request.Header("x-amz-checksum-mode") == "ENABLED" && stored.Checksum is { } checksum)
        {
            answer.With(checksum.Header, checksum.Value).With("x-amz-checksum-type", checksum.Type);
        }

        return answer;
    }

    public static string Quote(string etag) => $"\"{etag}\"";

    private static void Describe(S3Response answer, StoredObject stored)
    {
        answer.With("ETag", Quote(stored.ETag))
            .With("Last-Modified", stored.LastModified.UtcDateTime.ToString("R", CultureInfo.InvariantCulture))
            .With("Accept-Ranges", "bytes")
            .With("Content-Type", stored.Headers.ContentType)
            .With("Content-Encoding", stored.Headers.ContentEncoding)
            .With("x-amz-version-id", stored.VersionId)
            .With("x-amz-storage-class", stored.Headers.StorageClass == "STANDARD" ? null : stored.Headers.StorageClass);
        foreach (var (name, value) in stored.Headers.Metadata)
        {
            answer.With("x-amz-meta-" + name, value);
        }
    }

    private static (long From, long Count)? Range(string header, long length)
    {
        if (!header.StartsWith("bytes=", StringComparison.Ordinal) || header.Contains(',', StringComparison.Ordinal))
        {
            return null;
        }

        var ends = header["bytes=".Length..].Split('-');
        var from = ends[0].Length == 0 ? Math.Max(0, length - long.Parse(ends[1], null)) : long.Parse(ends[0], null);
        var to = ends[0].Length == 0 || ends[1].Length == 0 ? length - 1 : Math.Min(length - 1, long.Parse(ends[1], null));
        return from < length && from <= to ? (from, to - from + 1) : throw S3ErrorException.InvalidRange();
    }
}
