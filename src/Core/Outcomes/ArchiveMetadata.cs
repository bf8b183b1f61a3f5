using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3.Model;

namespace Compressor.Core.Outcomes;

/// <summary>
/// What an archive's user metadata says of its source: enough to tell whether it is of this upload, of an older or newer one
/// of the same key, or of another key. At most 1,300 of the 2,048 bytes that S3 allows.
/// </summary>
/// <param name="SourceKeySha256">SHA-256 of the source's key in lower-case hexadecimal (a key of 1,024 bytes would not fit).</param>
/// <param name="SourceETag">The source's ETag, without quotes.</param>
/// <param name="SourceVersionId">The source's version; null without versioning.</param>
/// <param name="SourceSize">The source's size in bytes.</param>
/// <param name="SourceSequencer">The event's sequencer; null where the event had none.</param>
/// <param name="SourceLastModified">The source's LastModified in Unix seconds: the order of uploads where a sequencer is missing; null
/// where unknown.</param>
public sealed record ArchiveMetadata(
    string SourceKeySha256,
    string SourceETag,
    string? SourceVersionId,
    long SourceSize,
    string? SourceSequencer,
    long? SourceLastModified)
{
    private const string KeyName = "source-key-sha256";
    private const string ETagName = "source-etag";
    private const string VersionIdName = "source-version-id";
    private const string SizeName = "source-size";
    private const string SequencerName = "source-sequencer";
    private const string LastModifiedName = "source-last-modified";

    /// <summary>Returns SHA-256 over the UTF-8 bytes of <paramref name="key"/>, in lower-case hexadecimal.</summary>
    public static string HashKey(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Reads what was stored with an archive; null where the object carries no such metadata.</summary>
    public static ArchiveMetadata? From(MetadataCollection stored) =>
        stored[KeyName] is { } key && stored[ETagName] is { } etag
            ? new ArchiveMetadata(
                key,
                etag,
                stored[VersionIdName],
                Number(stored[SizeName]) ?? -1,
                stored[SequencerName],
                Number(stored[LastModifiedName]))
            : null;

    /// <summary>Adds the metadata to a request.</summary>
    public void AddTo(MetadataCollection request)
    {
        request[KeyName] = SourceKeySha256;
        request[ETagName] = SourceETag;
        request[SizeName] = SourceSize.ToString(CultureInfo.InvariantCulture);
        if (SourceVersionId is not null)
        {
            request[VersionIdName] = SourceVersionId;
        }

        if (SourceSequencer is not null)
        {
            request[SequencerName] = SourceSequencer;
        }

        if (SourceLastModified is { } lastModified)
        {
            request[LastModifiedName] = lastModified.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
