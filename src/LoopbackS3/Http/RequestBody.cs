using System.Globalization;
using Compressor.LoopbackS3.Storage;

namespace Compressor.LoopbackS3.Http;

/// <summary>The body of a PUT, read whole and compared with every checksum that came with it.</summary>
/// <param name="Checksum">The checksum that the client sent, in a header or in a trailer; null: none.</param>
internal sealed record RequestBody(Content Content, string ETag, Checksum? Checksum)
{
    /// <exception cref="S3ErrorException">BadDigest, XAmzContentSHA256Mismatch, MissingContentLength, IncompleteBody.</exception>
    public static async Task<RequestBody> ReadAsync(S3Request request)
    {
        var (bytes, trailers) = await ReadBytesAsync(request);
        var settings = request.Bucket.Settings;
        var md5 = settings.OpaqueETags && request.Header("Content-MD5") is null ? null : Storage.ETag.Md5(bytes);
        if (request.Header("Content-MD5") is { } digest && Convert.ToHexStringLower(Convert.FromBase64String(digest)) != md5)
        {
            throw S3ErrorException.BadDigest("Content-MD5");
        }

        var checksum = Verify(request, bytes, trailers);
        var content = settings.DiscardsBodies ? Content.Discarded(bytes.Length) : Content.From(bytes);
        return new(content, settings.OpaqueETags ? Storage.ETag.CreateOpaque() : md5!, checksum);
    }

    /// <summary>Reads a body whole and verifies what was signed of it.</summary>
    /// <exception cref="S3ErrorException">
    /// XAmzContentSHA256Mismatch, SignatureDoesNotMatch, MissingContentLength, IncompleteBody.
    /// </exception>
    public static async Task<(byte[] Bytes, Dictionary<string, string> Trailers)> ReadBytesAsync(S3Request request)
    {
        var http = request.Context.Request;
        var stopping = request.Context.RequestAborted;
        byte[] bytes;
        Dictionary<string, string> trailers = [];
        if (request.Header("x-amz-decoded-content-length") is { } decoded)
        {
            bytes = GC.AllocateUninitializedArray<byte>(int.Parse(decoded, CultureInfo.InvariantCulture));
            var signature = request.Signature is { SignsChunks: true } signed ? signed : null;
            trailers = await AwsChunkedBody.ReadAsync(http.BodyReader, bytes, signature, stopping);
        }
        else
        {
            bytes = GC.AllocateUninitializedArray<byte>((int)(http.ContentLength ?? throw S3ErrorException.MissingContentLength()));
            await http.Body.ReadExactlyAsync(bytes, stopping);
            request.Signature?.VerifyPayload(bytes);
        }

        return (bytes, trailers);
    }

    private static Checksum? Verify(S3Request request, byte[] bytes, Dictionary<string, string> trailers)
    {
        Checksum? sent = null;
        foreach (var algorithm in Checksum.Algorithms)
        {
            var header = Checksum.HeaderName(algorithm);
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
            ? throw S3ErrorException.MalformedTrailer()
            : sent;
    }
}
