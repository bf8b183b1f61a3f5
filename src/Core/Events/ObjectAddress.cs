using System.Buffers;
using System.Text;
using Compressor.Core.Keys;

namespace Compressor.Core.Events;

/// <summary>
/// What S3 allows as a bucket's name and as a key: the Amazon S3 User Guide, "General purpose bucket naming rules" (with the names of up to
/// 255 characters that us-east-1 allowed until 2018) and "Naming Amazon S3 objects".
/// </summary>
internal static class ObjectAddress
{
    private const int MinBucketLength = 3;
    private const int MaxBucketLength = 255;

    private static readonly SearchValues<char> BucketCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_");

    /// <summary>Refuses an address that no object can have, before any request is sent for it.</summary>
    /// <exception cref="MalformedEventException">The bucket or the key is not possible.</exception>
    public static void Check(string bucket, string bucketPath, string key, string keyPath)
    {
        if (bucket.Length is < MinBucketLength or > MaxBucketLength || bucket.AsSpan().ContainsAnyExcept(BucketCharacters))
        {
            throw new MalformedEventException(
                bucketPath,
                offset: null,
                $"a bucket's name of {MinBucketLength} to {MaxBucketLength} letters, digits, dots, hyphens and underscores",
                Show(bucket));
        }

        var bytes = Encoding.UTF8.GetByteCount(key);
        if (bytes is 0 or > KeyMapping.MaxKeyBytes || key.Contains('\0'))
        {
            throw new MalformedEventException(
                keyPath,
                offset: null,
                $"a key of 1 to {KeyMapping.MaxKeyBytes} bytes without NUL",
                bytes > KeyMapping.MaxKeyBytes ? $"{bytes} bytes" : Show(key));
        }
    }

    private static string Show(string text) => $"'{(text.Length <= 80 ? text : text[..80] + "…").Replace("\0", "\\0")}'";
}
