using Compressor.LoopbackS3.Storage;

namespace Compressor.LoopbackS3.Http;

/// <summary>A request as both sides write it down before they sign it (AWS Signature Version 4).</summary>
internal static class CanonicalRequest
{
    /// <summary>S3 refuses requests whose host or x-amz-* headers are not signed.</summary>
    /// <exception cref="S3ErrorException">AccessDenied.</exception>
    public static void CheckSignedHeaders(S3Request request, string[] names)
    {
        var sent = request.Context.Request.Headers.Keys.Select(name => name.ToLowerInvariant());
        if (sent.Where(name => name.StartsWith("x-amz-", StringComparison.Ordinal)).Append("host").Except(names).Any())
        {
            throw new S3ErrorException(403, "AccessDenied", "There were headers present in the request which were not signed");
        }
    }

    /// <summary>Returns the text that is hashed and signed.</summary>
    public static string Write(S3Request request, string[] names, string payload)
    {
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

    /// <summary>Writes everything but letters, digits and -._~ as %XX, also where it was sent otherwise.</summary>
    private static string Encode(string sent) => Uri.EscapeDataString(Uri.UnescapeDataString(sent));
}
