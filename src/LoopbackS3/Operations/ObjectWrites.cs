using System.Diagnostics.CodeAnalysis;
using System.Text;
using Compressor.LoopbackS3.Http;
using Compressor.LoopbackS3.Storage;

namespace Compressor.LoopbackS3.Operations;

/// <summary>PutObject and DeleteObject.</summary>
internal static class ObjectWrites
{
    private const int MaximumMetadataBytes = 2048;
    private const string MetadataPrefix = "x-amz-meta-";

    public static async Task<S3Response> PutAsync(S3Request request)
    {
        var headers = Headers(request);
        var body = await RequestBody.ReadAsync(request);
        var stored = request.Bucket.Store(request.Key, body.Content, headers, body.ETag, body.Checksum, Condition(request));
        var answer = new S3Response(200) { SendsBody = false }.With("ETag", ObjectReads.Quote(stored.ETag))
            .With("x-amz-version-id", stored.VersionId);

        // S3 answers with its own CRC64NVME too, which for a body that is not kept would cost the benchmark a pass over it.
        return body.Checksum is { } checksum
            ? answer.With(checksum.Header, checksum.Value).With("x-amz-checksum-type", checksum.Type)
            : answer;
    }

    public static S3Response Delete(S3Request request)
    {
        var gone = request.Bucket.Delete(
            request.Key,
            request.QueryValue("versionId"),
            request.Bucket.Settings.IgnoresIfMatchOnDelete ? null : request.Header("If-Match"));
        return new S3Response(204) { SendsBody = false }
            .With("x-amz-version-id", gone?.VersionId)
            .With("x-amz-delete-marker", gone?.IsDeleteMarker == true ? "true" : null);
    }

    public static WriteCondition Condition(S3Request request) => new(request.Header("If-Match"), request.Header("If-None-Match"));

    /// <exception cref="S3ErrorException">MetadataTooLarge.</exception>
    [SuppressMessage("Globalization", "CA1308", Justification = "S3's names of metadata are lower case.")]
    public static ObjectHeaders Headers(S3Request request)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var bytes = 0;
        foreach (var (name, value) in request.Context.Request.Headers)
        {
            if (name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            {
                var key = name[MetadataPrefix.Length..].ToLowerInvariant();
                metadata[key] = value.ToString();
                bytes += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(metadata[key]);
            }
        }

        if (bytes > MaximumMetadataBytes)
        {
            throw S3ErrorException.MetadataTooLarge();
        }

        return new()
        {
            Metadata = metadata,
            ContentType = request.Header("Content-Type") ?? "binary/octet-stream",
            ContentEncoding = ContentEncoding(request.Header("Content-Encoding")),
            StorageClass = request.Header("x-amz-storage-class") ?? "STANDARD",
        };
    }

    /// <summary>aws-chunked is framing, not stored.</summary>
    private static string? ContentEncoding(string? header)
    {
        var kept = header?.Split(',', StringSplitOptions.TrimEntries).Where(x => x != "aws-chunked").ToList();
        return kept is { Count: > 0 } ? string.Join(",", kept) : null;
    }
}
