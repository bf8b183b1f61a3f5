using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Compressor.LoopbackS3.Storage;

/// <summary>How S3 makes entity tags: without quotes here, with quotes on the wire.</summary>
[SuppressMessage("Security", "CA5351", Justification = "What S3's ETags are made of.")]
internal static class ETag
{
    public static string Md5(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));

    /// <summary>What an object encrypted with SSE-KMS has: it looks like an MD5, is not one, and differs each time.</summary>
    public static string CreateOpaque() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MD5.HashSizeInBytes));

    /// <summary>MD5 over the MD5s of the parts, a hyphen, and the number of parts.</summary>
    public static string FromParts(IReadOnlyCollection<string> parts) =>
        $"{Md5(parts.SelectMany(Convert.FromHexString).ToArray())}-{parts.Count}";

    /// <summary>Whether an If-Match or If-None-Match header names <paramref name="tag"/>.</summary>
    public static bool Matches(string header, string tag) =>
        header.Split(',', StringSplitOptions.TrimEntries).Any(wanted => wanted == "*" || wanted.Trim('"') == tag);
}
