using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Cli.Objects.Archives;
using Compressor.Core.Archiving;
using Compressor.Core.Failures;
using Compressor.Core.Keys;
using Compressor.Core.Outcomes;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Objects.Verify;

/// <summary>Compares one source with its archive.</summary>
/// <param name="s3">The client.</param>
/// <param name="bucket">The bucket of both.</param>
/// <param name="mapping">Where archives are, and their format.</param>
/// <param name="deep">Whether to download both and compare every byte; else the archive's metadata is believed.</param>
/// <param name="anyFormat">Whether an archive of another format counts where there is none of that format.</param>
/// <param name="isOld">
/// Whether the listing is old, as an inventory is: a source that was replaced or deleted since is not missing anything.
/// </param>
internal sealed class ArchiveCheck(
    IAmazonS3 s3, string bucket, KeyMapping mapping, bool deep, bool anyFormat = true, bool isOld = false)
{
    /// <summary>The formats that an archive may have, the mapping's first.</summary>
    private readonly IReadOnlyList<ArchiveFormat> _formats =
        anyFormat ? [mapping.Format, .. Enum.GetValues<ArchiveFormat>().Where(format => format != mapping.Format)] : [mapping.Format];

    /// <summary>Returns what is wrong, or null.</summary>
    /// <param name="source">The source.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <param name="headed">Called for each HEAD of an archive: one, and one for each other format that counts, if there is none.</param>
    /// <exception cref="AmazonS3Exception">S3 could not be asked.</exception>
    public async Task<Finding?> FindAsync(ListedObject source, CancellationToken cancellationToken, Action? headed = null)
    {
        if (!mapping.TryGetName(source.Key, out var name, out var reason))
        {
            return new(FindingKind.Unmatched, source.Key, source.Size, source.ETag, reason);
        }

        Finding? first = null;
        foreach (var format in _formats)
        {
            var finding = await FindAsync(source, name, format, headed, cancellationToken);
            if (finding is null || finding.Kind != FindingKind.Missing)
            {
                return finding is null or { Kind: FindingKind.Corrupt } ? finding : first ?? finding;
            }

            first ??= finding;
        }

        return first;
    }

    private async Task<Finding?> FindAsync(
        ListedObject source, string name, ArchiveFormat format, Action? headed, CancellationToken cancellationToken)
    {
        Finding Found(FindingKind kind, string reason) => new(kind, source.Key, source.Size, source.ETag, reason);

        string archiveKey;
        try
        {
            archiveKey = (mapping with { Format = format }).ArchiveKey(name);
        }
        catch (FunctionException e)
        {
            return Found(FindingKind.Unmatched, e.Message);
        }

        GetObjectMetadataResponse head;
        headed?.Invoke();
        try
        {
            head = await s3.GetObjectMetadataAsync(bucket, archiveKey, cancellationToken);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return isOld && await IsGoneAsync(source, cancellationToken) ? null : Found(FindingKind.Missing, $"there is no {archiveKey}");
        }

        var metadata = ArchiveMetadata.From(head.Metadata);
        if (metadata is null || metadata.SourceKeySha256 != ArchiveMetadata.HashKey(source.Key))
        {
            return Found(
                FindingKind.Foreign,
                metadata is null ? $"{archiveKey} is not an archive of this function" : $"{archiveKey} is the archive of another key");
        }

        if (IsOfLaterUpload(metadata, source))
        {
            return null;
        }

        if (metadata.SourceETag != source.ETag || metadata.SourceSize != source.Size)
        {
            return Found(
                FindingKind.Outdated, $"{archiveKey} is of another upload ({metadata.SourceSize} bytes, ETag {metadata.SourceETag})");
        }

        return deep && await CompareAsync(source.Key, archiveKey, format, name, cancellationToken) is { } difference
            ? Found(FindingKind.Corrupt, $"{archiveKey}: {difference}")
            : null;
    }

    /// <summary>
    /// Whether the archive is right although it was made from another upload: a deletion made an older version of the source the current
    /// one again. Multipart uploads do not count, since S3 gives them the time when they began, which does not say which came last.
    /// </summary>
    private static bool IsOfLaterUpload(ArchiveMetadata archive, ListedObject source) =>
        !source.ETag.Contains('-') && archive.SourceLastModified > source.LastModified;

    private async Task<bool> IsGoneAsync(ListedObject source, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetObjectMetadataRequest { BucketName = bucket, Key = source.Key, EtagToMatch = $"\"{source.ETag}\"" };
            await s3.GetObjectMetadataAsync(request, cancellationToken);
            return false;
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound)
        {
            return true;
        }
    }

    private async Task<string?> CompareAsync(
        string key, string archiveKey, ArchiveFormat format, string name, CancellationToken cancellationToken)
    {
        using var source = await s3.GetObjectAsync(bucket, key, cancellationToken);
        return await ArchiveComparison.FindDifferenceAsync(
            s3, bucket, archiveKey, format, source.ResponseStream, name, cancellationToken);
    }
}
