using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Compressor.Core.Archiving;
using Compressor.Core.Failures;

namespace Compressor.Core.Keys;

/// <summary>
/// Says where an object's archive goes: <c>incoming/[shard/]name</c> to <c>processed/shard/name.zip</c>, or with the ending of
/// another format. The shard spreads the archives over 256 prefixes, each of which S3 scales by itself.
/// </summary>
/// <param name="IncomingPrefix">The prefix that sources are uploaded under, such as <c>incoming/</c>.</param>
/// <param name="ProcessedPrefix">The prefix that archives are stored under, such as <c>processed/</c>.</param>
/// <param name="SourceSuffix">What a source's key ends in, such as <c>.json</c>; empty for any key.</param>
public sealed record KeyMapping(string IncomingPrefix, string ProcessedPrefix, string SourceSuffix)
{
    /// <summary>The longest key that S3 stores, in bytes of UTF-8.</summary>
    public const int MaxKeyBytes = 1024;

    /// <summary>How many shards there are: two hexadecimal digits.</summary>
    public const int ShardCount = 256;

    private const int ShardLength = 2;

    private static readonly string[] Shards = [.. Enumerable.Range(0, ShardCount).Select(shard => shard.ToString("x2", null))];

    /// <summary>The format of the archives.</summary>
    public ArchiveFormat Format { get; init; }

    /// <summary>Returns the first two lower-case hexadecimal digits of MD5 over the UTF-8 bytes of <paramref name="name"/>.</summary>
    [
        SuppressMessage(
            "Security", "CA5351", Justification = "A spread over prefixes, not a secret: MD5 is part of the documented key format.")]
    public static string Shard(ReadOnlySpan<char> name)
    {
        // A key that S3 stores has no more bytes, and so no more characters.
        Span<byte> bytes =
            name.Length <= MaxKeyBytes ? stackalloc byte[MaxKeyBytes * 3] : new byte[Encoding.UTF8.GetMaxByteCount(name.Length)];
        Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(bytes[..Encoding.UTF8.GetBytes(name, bytes)], digest);
        return Shards[digest[0]];
    }

    /// <summary>Returns the key to upload <paramref name="name"/> (a path with <c>/</c> between folders) to.</summary>
    public string SourceKey(string name) => $"{IncomingPrefix}{Shard(name)}/{name}";

    /// <summary>Returns the key of the archive of <paramref name="name"/>.</summary>
    /// <exception cref="FunctionException"><c>KeyTooLong</c>: the key would exceed <see cref="MaxKeyBytes"/>.</exception>
    public string ArchiveKey(string name) => ArchiveKey(name, Shard(name));

    /// <summary>
    /// Returns the key of a source's archive, or null for a key that is not one of ours: <see cref="TryGetName"/> and
    /// <see cref="ArchiveKey(string)"/> at once, for millions of keys.
    /// </summary>
    /// <exception cref="FunctionException"><c>KeyTooLong</c>: the key would exceed <see cref="MaxKeyBytes"/>.</exception>
    public string? FindArchiveKey(string sourceKey)
    {
        if (ReasonToSkip(sourceKey) is not null)
        {
            return null;
        }

        var name = WithoutShard(sourceKey.AsSpan(IncomingPrefix.Length), out var shard);
        return ArchiveKey(name, shard ?? Shard(name));
    }

    /// <summary>Finds the name in a source's key, or says why the key is not one of ours.</summary>
    /// <param name="key">The object's key, decoded.</param>
    /// <param name="name">The key after the prefix, and after the shard where there is one.</param>
    /// <param name="reason">Why there is nothing to do for the key.</param>
    public bool TryGetName(string key, [NotNullWhen(true)] out string? name, [NotNullWhen(false)] out string? reason)
    {
        reason = ReasonToSkip(key);
        name = reason is null ? WithoutShard(key.AsSpan(IncomingPrefix.Length), out _).ToString() : null;
        return reason is null;
    }

    private string? ReasonToSkip(string key)
    {
        if (ProcessedPrefix.Length > 0 && key.StartsWith(ProcessedPrefix, StringComparison.Ordinal))
        {
            return $"the key is inside the processed prefix '{ProcessedPrefix}'";
        }

        if (!key.StartsWith(IncomingPrefix, StringComparison.Ordinal))
        {
            return $"the key is outside the incoming prefix '{IncomingPrefix}'";
        }

        if (key.EndsWith('/') || key.Length == IncomingPrefix.Length)
        {
            return "the key names a folder";
        }

        return key.EndsWith(SourceSuffix, StringComparison.Ordinal) ? null : $"the key does not end in '{SourceSuffix}'";
    }

    private string ArchiveKey(ReadOnlySpan<char> name, string shard)
    {
        var suffix = name.EndsWith(SourceSuffix, StringComparison.Ordinal) ? SourceSuffix : "";
        var key = string.Concat(ProcessedPrefix, shard, "/", Format.Define().ArchiveName(name, suffix));
        var bytes = Encoding.UTF8.GetByteCount(key);
        return bytes <= MaxKeyBytes
            ? key
            : throw new FunctionException(
                ErrorTypes.KeyTooLong, $"The archive's key '{key}' has {bytes} bytes; S3 allows {MaxKeyBytes}. Shorten the source's key.");
    }

    /// <summary>Returns a path's name, and its shard where the path begins with it.</summary>
    private static ReadOnlySpan<char> WithoutShard(ReadOnlySpan<char> path, out string? shard)
    {
        shard = null;
        if (path.Length <= ShardLength + 1 || path[ShardLength] != '/')
        {
            return path;
        }

        var rest = path[(ShardLength + 1)..];
        var right = Shard(rest);
        if (!path[..ShardLength].SequenceEqual(right))
        {
            return path;
        }

        shard = right;
        return rest;
    }
}
