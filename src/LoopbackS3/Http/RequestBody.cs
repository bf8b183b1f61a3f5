using System.Security.Cryptography;
using Compressor.LoopbackS3.Storage;

namespace Compressor.LoopbackS3.Http;

/// <summary>The body of a PUT, read whole and held against every checksum that came with it.</summary>
/// <param name="Checksum">The checksum that the client sent, in a header or in a trailer; null: none.</param>
internal sealed record RequestBody(Content Content, string ETag, Checksum? Checksum)
{
    /// <exception cref="S3ErrorException">BadDigest, XAmzContentSHA256Mismatch, MissingContentLength, IncompleteBody.</exception>
    public static async Task<RequestBody> ReadAsync(S3Request request)
    {
        var (bytes, trailers) = await ReadBytesAsync(request, request.Context.RequestAborted);
        request.Record.BodyBytes = bytes.Length;
        var settings = request.Bucket.Settings;
        var md5 = settings.OpaqueETags && request.Header("Content-MD5") is null ? null : Storage.ETag.Md5(bytes);
        if (request.Header("Content-MD5") is { } digest && Convert.ToHexStringLower(Convert.FromBase64String(digest)) != md5)
        {
            throw S3ErrorException.BadDigest("Content-MD5");
        }

        if (request.Header("x-amz-content-sha256") is { Length: 64 } sha && sha != Convert.ToHexStringLower(SHA256.HashData(bytes)))
        {
            throw new S3ErrorException(
                400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }

        var checksum = Verify(request, bytes, trailers);
        var content = settings.DiscardsBodies ? Content.Discarded(bytes.Length) : Content.From(bytes);
        return new(content, settings.OpaqueETags ? Storage.ETag.Opaque() : md5!, checksum);
    }

    private static Checksum? Verify(S3Request request, byte[] bytes, Dictionary<string, string> trailers)
    {
        Checksum? sent = null;
        foreach (var algorithm in Checksum.Algorithms)
        {
            var header = Checksum.HeaderOf(algorithm);
            if ((request.Header(header) ?? trailers.GetValueOrDefault(header)) is { } value)
            {
                sent = Checksum.Compute(algorithm, bytes);
                if (sent.Value != value)
                {
                    throw S3ErrorException.BadDigest(algorithm);
                }
            }
        }

        // S3 checks only what it was told to expect: a trailer that is announced and missing is an error.
        return request.Header("x-amz-trailer") is { Length: > 0 } && sent is null
            ? throw new S3ErrorException(
                400,
                "MalformedTrailerError",
                "The request contained trailing data that was not well-formed or did not conform to our published schema.")
            : sent;
    }

    private static async Task<(
        byte[] Bytes, Dictionary<string, string> Trailers)> ReadBytesAsync(S3Request request, CancellationToken stopping)
    {
        var http = request.Context.Request;
        if (request.Header("x-amz-decoded-content-length") is { } decoded)
        {
            var chunked = GC.AllocateUninitializedArray<byte>(int.Parse(decoded, null));
            var signature = request.Header("x-amz-content-sha256")?.StartsWith("STREAMING-AWS4-", StringComparison.Ordinal) == true
                ? request.Signature
                : null;
            return (chunked, await AwsChunkedBody.ReadAsync(http.BodyReader, chunked, signature, stopping));
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)(http.ContentLength ?? throw S3ErrorException.MissingContentLength()));
        await http.Body.ReadExactlyAsync(bytes, stopping);
        return (bytes, []);
    }
}
