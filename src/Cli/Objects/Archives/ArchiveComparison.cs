using Amazon.S3;
using Compressor.Core.Archiving;

namespace Compressor.Cli.Objects.Archives;

/// <summary>Compares an archive with the file it must hold, byte for byte.</summary>
internal static class ArchiveComparison
{
    private const int BufferSize = 1 << 16;

    /// <summary>
    /// Returns how <paramref name="archive"/> differs from an archive of only <paramref name="source"/>; null if it does not.
    /// </summary>
    /// <param name="format">The archive's format.</param>
    /// <param name="archive">The archive; must be seekable.</param>
    /// <param name="source">The file's content.</param>
    /// <param name="entryName">The name that an archive must have for it, if it has one: the file's without its folders.</param>
    /// <param name="cancellationToken">Stops the comparison.</param>
    public static async Task<string?> FindDifferenceAsync(
        ArchiveFormat format, Stream archive, Stream source, string entryName, CancellationToken cancellationToken)
    {
        try
        {
            var (opened, name) = format.Define().Open(archive);
            await using var content = opened;
            return name is null || name == entryName
                ? await FindDifferenceAsync(content, source, cancellationToken)
                : $"the entry is named '{name}', not '{entryName}'";
        }
        catch (InvalidDataException e)
        {
            return $"the archive cannot be read: {e.Message}";
        }
    }

    /// <summary>Downloads an archive and compares it in the same way; the entry is named after <paramref name="name"/>.</summary>
    /// <exception cref="AmazonS3Exception">The archive does not exist, or S3 could not be asked.</exception>
    public static async Task<string?> FindDifferenceAsync(
        IAmazonS3 s3,
        string bucket,
        string archiveKey,
        ArchiveFormat format,
        Stream source,
        string name,
        CancellationToken cancellationToken)
    {
        using var stored = await s3.GetObjectAsync(bucket, archiveKey, cancellationToken);

        // A zip is read from its end; on disk, so that a large one takes no memory.
        await using var archive = await TemporaryFile.CopyAsync(stored.ResponseStream, cancellationToken);
        return await FindDifferenceAsync(format, archive, source, EntryName.From(name), cancellationToken);
    }

    private static async Task<string?> FindDifferenceAsync(Stream actual, Stream expected, CancellationToken cancellationToken)
    {
        var left = new byte[BufferSize];
        var right = new byte[BufferSize];
        for (long position = 0; ;)
        {
            var read = await actual.ReadAtLeastAsync(left, BufferSize, throwOnEndOfStream: false, cancellationToken);
            var wanted = await expected.ReadAtLeastAsync(right, BufferSize, throwOnEndOfStream: false, cancellationToken);
            var common = left.AsSpan(0, read).CommonPrefixLength(right.AsSpan(0, wanted));
            if (common < Math.Max(read, wanted))
            {
                return $"the content differs at byte {position + common}";
            }

            if (read == 0)
            {
                return null;
            }

            position += read;
        }
    }
}
