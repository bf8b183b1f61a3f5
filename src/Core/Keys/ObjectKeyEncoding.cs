using System.Net;

namespace Compressor.Core.Keys;

/// <summary>The encoding of keys in S3 notifications and S3 Batch jobs: URL-encoded, with <c>+</c> for a space.</summary>
public static class ObjectKeyEncoding
{
    /// <summary>Returns the key that <paramref name="encoded"/> stands for.</summary>
    public static string Decode(string encoded) => WebUtility.UrlDecode(encoded);
}
