using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Objects.Verify;

/// <summary>
/// What the listings of a source and of its archive tell without a request for either. docs/reliability.md says when an archive that
/// looks right here is not, and what finds it.
/// </summary>
internal static class ListingVerdict
{
    /// <summary>The most that a format adds to an object that does not compress, beside a share of its size: names and records.</summary>
    private const int MaxOverhead = 8 * 1024;

    /// <summary>The smallest archive of any format is larger: a header, a checksum, and the upload's name in a comment.</summary>
    private const int MinSize = 20;

    /// <summary>
    /// Whether the archive may be of another upload or of no upload: it is older than its source, by S3's whole seconds, or has a size
    /// that no archive of that source has.
    /// </summary>
    public static bool IsDoubtful(ListedObject source, ListedObject archive) =>
        archive.LastModified < source.LastModified
        || archive.Size < MinSize
        || archive.Size > source.Size + (source.Size >> 8) + MaxOverhead;
}
