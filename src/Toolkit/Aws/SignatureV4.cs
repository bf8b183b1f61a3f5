using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;

namespace Compressor.Toolkit.Aws;

/// <summary>Signs requests as AWS Signature Version 4 says, for services whose SDK is not among this project's packages.</summary>
public static class SignatureV4
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>S3's signing name, also that of S3 Control, and what it signs of a body.</summary>
    private const string S3 = "s3";
    private const string ContentHash = "x-amz-content-sha256";

    /// <summary>
    /// Adds date, token and signature to a request, and for S3 the body's hash. The host and every header <c>x-amz-…</c> are signed.
    /// </summary>
    /// <param name="request">The request; its URI's path and query must be encoded.</param>
    /// <param name="payload">The request's body.</param>
    /// <param name="service">The service's signing name.</param>
    /// <param name="region">The region's code.</param>
    /// <param name="credentials">Who signs.</param>
    /// <param name="time">When.</param>
    public static void Sign(
        HttpRequestMessage request,
        ReadOnlySpan<byte> payload,
        string service,
        string region,
        ImmutableCredentials credentials,
        DateTimeOffset time)
    {
        var stamp = time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{stamp[..8]}/{region}/{service}/aws4_request";
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = request.RequestUri!.Authority,
            ["x-amz-date"] = stamp,
        };
        if (credentials.UseToken)
        {
            headers["x-amz-security-token"] = credentials.Token;
        }

        foreach (var (name, values) in request.Headers.NonValidated)
        {
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
            {
                headers[name.ToLowerInvariant()] = string.Join(',', values);
            }
        }

        // Every service except S3 signs a path that is encoded twice.
        var (hash, path) = (Convert.ToHexStringLower(SHA256.HashData(payload)), request.RequestUri.AbsolutePath);
        if (service == S3)
        {
            headers[ContentHash] = hash;
        }
        else
        {
            path = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        }

        var names = string.Join(';', headers.Keys);

        // Sorted by names, then values: as text, marker-x=1 would come before marker=2.
        var query = string.Join('&', request.RequestUri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(parameter => parameter.Split('=', 2) is [var name, var value] ? (name, value) : (name: parameter, value: ""))
            .OrderBy(parameter => parameter.name, StringComparer.Ordinal).ThenBy(parameter => parameter.value, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.name}={parameter.value}"));
        var signed = string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n"));
        var canonical = $"{request.Method}\n{path}\n{query}\n{signed}\n{names}\n{hash}";
        var toSign = $"{Algorithm}\n{stamp}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = new[] { stamp[..8], region, service, "aws4_request", toSign }.Aggregate(
            Encoding.UTF8.GetBytes($"AWS4{credentials.SecretKey}"),
            (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var credential = $"Credential={credentials.AccessKey}/{scope}";
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"{Algorithm} {credential}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(signature)}");
    }
}
