using System.IO.Compression;
using Amazon.S3;
using Compressor.Core.Archiving;

namespace Compressor.Cli.Objects.Archives;

/// <summary>Compares an archive with the file it must hold, byte for byte.</summary>
internal static class ArchiveComparison
{
    private const int BufferSize = 1 << 16;

    /// <summary>
    /// Returns how <paramref name="archive"/> differs from a zip of only <paramref name="source"/>, named <paramref name="entryName"/>;
    /// null if it does not.
    /// </summary>
    /// <param name="archive">The archive; must be seekable.</param>
    /// <param name="source">The file's content.</param>
    /// <param name="entryName">The file's name without its folders.</param>
    /// <param name="cancellationToken">Stops the comparison.</param>
    public static async Task<string?> FindDifferenceAsync(
        Stream archive, Stream source, string entryName, CancellationToken cancellationToken)
    {
        try
        {
            await using var zip = await ZipArchive.CreateAsync(
                archive, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            if (zip.Entries is not [var entry])
            {
                return $"the archive has {zip.Entries.Count} entries instead of one";
            }

            if (entry.FullName != entryName)
            {
                return $"the entry is named '{entry.FullName}', not '{entryName}'";
            }

            await using var content = await entry.OpenAsync(cancellationToken);
            return await FindDifferenceAsync(content, source, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            return $"the archive cannot be read: {e.Message}";
        }
    }

    /// <summary>Downloads an archive and compares it in the same way; the entry is named after <paramref name="name"/>.</summary>
    /// <exception cref="AmazonS3Exception">The archive does not exist, or S3 could not be asked.</exception>
    public static async Task<string?> FindDifferenceAsync(
        IAmazonS3 s3, string bucket, string archiveKey, Stream source, string name, CancellationToken cancellationToken)
    {
        using var stored = await s3.GetObjectAsync(bucket, archiveKey, cancellationToken);

        // A zip is read from its end; on disk, so that a large one takes no memory.
        const FileOptions Temporary = FileOptions.DeleteOnClose | FileOptions.Asynchronous;
        await using var archive = new FileStream(
            Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferSize, Temporary);
        await stored.ResponseStream.CopyToAsync(archive, cancellationToken);
        archive.Position = 0;
        return await FindDifferenceAsync(archive, source, EntryName.From(name), cancellationToken);
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
