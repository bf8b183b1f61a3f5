using System.Security.Cryptography;
using System.Text;
using Compressor.LoopbackS3.Storage;

namespace Compressor.LoopbackS3.Http;

/// <summary>
/// Verifies AWS Signature Version 4 as S3 does, from what came over the wire: the canonical request, its signature, and the signatures of
/// chunks and trailers. See "Authenticating Requests: Using the Authorization Header" in the Amazon S3 API Reference.
/// </summary>
internal sealed class RequestSignature
{
    /// <summary>The secret of every access key that the double knows; any access key id goes with it.</summary>
    public const string Secret = "secret";

    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Terminator = "aws4_request";

    private static readonly string[] Fields = ["Credential", "SignedHeaders", "Signature"];
    private static readonly string EmptyHash = Hash([]);

    private readonly byte[] _key;
    private readonly string _date;
    private readonly string _scope;
    private string _previous;

    private RequestSignature(byte[] key, string date, string scope, string signature) =>
        (_key, _date, _scope, _previous) = (key, date, scope, signature);

    /// <summary>Verifies a request's Authorization header; returns null where the request has none.</summary>
    /// <exception cref="S3ErrorException">SignatureDoesNotMatch, AuthorizationHeaderMalformed, or AccessDenied: a header is not
    /// signed.</exception>
    public static RequestSignature? Verify(S3Request request)
    {
        if (request.Header("Authorization") is not { } authorization)
        {
            return null;
        }

        var fields = ParseFields(authorization);
        var credential = fields["Credential"].Split('/');
        if (credential is not [{ Length: > 0 }, { Length: 8 } day, var region, "s3", Terminator])
        {
            throw Malformed("The credential is not ID/yyyyMMdd/region/s3/aws4_request.");
        }

        var date = request.Header("x-amz-date") ?? throw Malformed("x-amz-date is missing.");
        if (!date.StartsWith(day, StringComparison.Ordinal))
        {
            throw Malformed("The date of the credential is not that of x-amz-date.");
        }

        var names = fields["SignedHeaders"].Split(';');
        CheckSignedHeaders(request, names);
        var scope = $"{day}/{region}/s3/{Terminator}";
        var key = DeriveKey(day, region);
        var signature = Sign(key, $"{Algorithm}\n{date}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(Canonical(request, names)))}");
        return Matches(signature, fields["Signature"]) ? new(key, date, scope, signature) : throw S3ErrorException.SignatureDoesNotMatch();
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

    /// <summary>S3 refuses requests whose host or x-amz-* headers are not signed.</summary>
    private static void CheckSignedHeaders(S3Request request, string[] names)
    {
        var sent = request.Context.Request.Headers.Keys.Select(name => name.ToLowerInvariant());
        if (sent.Where(name => name.StartsWith("x-amz-", StringComparison.Ordinal)).Append("host").Except(names).Any())
        {
            throw new S3ErrorException(403, "AccessDenied", "There were headers present in the request which were not signed");
        }
    }

    private static string Canonical(S3Request request, string[] names)
    {
        var payload = request.Header("x-amz-content-sha256")
            ?? throw new S3ErrorException(400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
        var query = request.RawQuery
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Name: Encode(pair[0]), Value: Encode(pair.ElementAtOrDefault(1) ?? "")))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}");
        var headers = names.Select(name => $"{name}:{Trim(request.Header(name) ?? "")}\n");
        return string.Join(
            '\n',
            request.Context.Request.Method,
            string.Join('/', request.RawPath.Split('/').Select(Encode)),
            string.Join('&', query),
            string.Concat(headers),
            string.Join(';', names),
            payload);
    }

    private static string Trim(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Everything but letters, digits and -._~ as %XX, whatever form it was sent in.</summary>
    private static string Encode(string sent) => Uri.EscapeDataString(Uri.UnescapeDataString(sent));

    private static byte[] DeriveKey(string day, string region)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + Secret);
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

    private static S3ErrorException Malformed(string reason) =>
        new(400, "AuthorizationHeaderMalformed", $"The authorization header is malformed; {reason}");
}
