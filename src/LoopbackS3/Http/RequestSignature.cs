using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Compressor.LoopbackS3.Storage;

namespace Compressor.LoopbackS3.Http;

/// <summary>
/// Verifies AWS Signature Version 4 as S3 does, from what came over the wire: the canonical request, its signature,
/// the body's hash, and the signatures of chunks and trailers. See "Authenticating Requests: Using the Authorization
/// Header" in the Amazon S3 API Reference.
/// </summary>
internal sealed class RequestSignature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Terminator = "aws4_request";
    private const string UnsignedPayload = "UNSIGNED-PAYLOAD";
    private const string UnsignedChunks = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    private const string SignedChunks = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private const string SignedChunksAndTrailers = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";

    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(15);

    private static readonly string[] Fields = ["Credential", "SignedHeaders", "Signature"];
    private static readonly string EmptyHash = Hash([]);

    private readonly byte[] _key;
    private readonly string _date;
    private readonly string _scope;
    private readonly string _payload;
    private string _previous;

    private RequestSignature(byte[] key, string date, string scope, string payload, string signature) =>
        (_key, _date, _scope, _payload, _previous) = (key, date, scope, payload, signature);

    /// <summary>Whether each chunk of the body has a signature.</summary>
    public bool SignsChunks => _payload is SignedChunks or SignedChunksAndTrailers;

    /// <summary>Verifies a request's Authorization header; returns null where the request has none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="now">The server's time.</param>
    /// <exception cref="S3ErrorException">
    /// InvalidAccessKeyId, RequestTimeTooSkewed, SignatureDoesNotMatch, AuthorizationHeaderMalformed, InvalidRequest,
    /// InvalidArgument, or AccessDenied: a header is not signed.
    /// </exception>
    public static RequestSignature? Verify(S3Request request, DateTimeOffset now)
    {
        if (request.Header("Authorization") is not { } authorization)
        {
            return null;
        }

        var fields = ParseFields(authorization);
        var credential = fields["Credential"].Split('/');
        if (credential is not [var id, { Length: 8 } day, var region, "s3", Terminator])
        {
            throw Malformed("The credential is not ID/yyyyMMdd/region/s3/aws4_request.");
        }

        if (region != LoopbackS3Server.Region)
        {
            throw Malformed($"The region '{region}' is wrong; expecting '{LoopbackS3Server.Region}'.");
        }

        if (id != LoopbackS3Server.AccessKeyId)
        {
            throw S3ErrorException.InvalidAccessKeyId();
        }

        var date = request.Header("x-amz-date") ?? throw Malformed("x-amz-date is missing.");
        CheckDate(date, day, now);
        var payload = request.Header("x-amz-content-sha256") ?? throw InvalidRequest("Missing required header: x-amz-content-sha256");
        CheckPayload(payload, request.Context.Request.IsHttps);
        var names = fields["SignedHeaders"].Split(';');
        CanonicalRequest.CheckSignedHeaders(request, names);
        var scope = $"{day}/{region}/s3/{Terminator}";
        var key = DeriveKey(day, region);
        var canonical = Hash(Encoding.UTF8.GetBytes(CanonicalRequest.Write(request, names, payload)));
        var signature = Sign(key, $"{Algorithm}\n{date}\n{scope}\n{canonical}");
        return Matches(signature, fields["Signature"])
            ? new(key, date, scope, payload, signature)
            : throw S3ErrorException.SignatureDoesNotMatch();
    }

    /// <summary>Compares a whole body with the hash that was signed with the request, if one was.</summary>
    /// <exception cref="S3ErrorException">XAmzContentSHA256Mismatch.</exception>
    public void VerifyPayload(ReadOnlySpan<byte> body)
    {
        if (IsHash(_payload) && !Matches(Hash(body), _payload))
        {
            throw S3ErrorException.ContentSha256Mismatch();
        }
    }

    /// <summary>Verifies the next chunk of a body; the last one is empty.</summary>
    /// <exception cref="S3ErrorException">SignatureDoesNotMatch.</exception>
    public void VerifyChunk(ReadOnlySpan<byte> chunk, string? signature) =>
        VerifyNext($"{Algorithm}-PAYLOAD\n{_date}\n{_scope}\n{_previous}\n{EmptyHash}\n{Hash(chunk)}", signature);

    /// <summary>Verifies the trailers that follow the last chunk.</summary>
    /// <exception cref="S3ErrorException">SignatureDoesNotMatch.</exception>
    public void VerifyTrailers(IEnumerable<KeyValuePair<string, string>> trailers, string? signature)
    {
        var text = string.Concat(trailers.Select(trailer => $"{trailer.Key.ToLowerInvariant()}:{trailer.Value}\n"));
        VerifyNext($"{Algorithm}-TRAILER\n{_date}\n{_scope}\n{_previous}\n{Hash(Encoding.UTF8.GetBytes(text))}", signature);
    }

    private void VerifyNext(string text, string? signature)
    {
        _previous = Sign(_key, text);
        if (!Matches(_previous, signature))
        {
            throw S3ErrorException.SignatureDoesNotMatch();
        }
    }

    private static Dictionary<string, string> ParseFields(string authorization)
    {
        var parts = authorization.StartsWith(Algorithm + " ", StringComparison.Ordinal)
            ? authorization[(Algorithm.Length + 1)..].Split(',')
            : [];
        var fields = parts.Select(part => part.Trim().Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1]);
        return Fields.All(fields.ContainsKey)
            ? fields
            : throw Malformed($"It is not {Algorithm} Credential=…, SignedHeaders=…, Signature=….");
    }

    private static void CheckDate(string date, string day, DateTimeOffset now)
    {
        if (!date.StartsWith(day, StringComparison.Ordinal)
            || !DateTimeOffset.TryParseExact(date, "yyyyMMdd'T'HHmmss'Z'", null, DateTimeStyles.AssumeUniversal, out var sent))
        {
            throw Malformed("The date of the credential is not that of x-amz-date.");
        }

        if ((now - sent).Duration() > MaxSkew)
        {
            throw S3ErrorException.RequestTimeTooSkewed();
        }
    }

    /// <summary>A body may go without a hash or signature over TLS only.</summary>
    private static void CheckPayload(string payload, bool overTls)
    {
        if (payload is UnsignedPayload or UnsignedChunks)
        {
            if (!overTls)
            {
                throw InvalidRequest($"{payload} is allowed over HTTPS only.");
            }
        }
        else if (payload is not (SignedChunks or SignedChunksAndTrailers) && !IsHash(payload))
        {
            throw S3ErrorException.InvalidArgument(
                $"x-amz-content-sha256 must be {UnsignedPayload}, {UnsignedChunks}, {SignedChunks}, {SignedChunksAndTrailers}, "
                + "or a valid sha256 value.");
        }
    }

    private static bool IsHash(string payload) => payload.Length == EmptyHash.Length && payload.All(char.IsAsciiHexDigitLower);

    private static byte[] DeriveKey(string day, string region)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + LoopbackS3Server.SecretAccessKey);
        foreach (var part in new[] { day, region, "s3", Terminator })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return key;
    }

    private static string Sign(byte[] key, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static bool Matches(string computed, string? sent) => string.Equals(computed, sent, StringComparison.Ordinal);

    private static S3ErrorException InvalidRequest(string message) => new(400, "InvalidRequest", message);

    private static S3ErrorException Malformed(string reason) =>
        new(400, "AuthorizationHeaderMalformed", $"The authorization header is malformed; {reason}");
}
