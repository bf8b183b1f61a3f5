using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Cli.Objects.Archives;
using Compressor.Core.Failures;
using Compressor.Core.Keys;
using Compressor.Core.Outcomes;

namespace Compressor.Cli.Objects.Verify;

/// <summary>Compares one source with its archive.</summary>
/// <param name="s3">The client.</param>
/// <param name="bucket">The bucket of both.</param>
/// <param name="mapping">Where archives are.</param>
/// <param name="deep">Whether to download both and compare every byte; else the archive's metadata is believed.</param>
internal sealed class ArchiveCheck(IAmazonS3 s3, string bucket, KeyMapping mapping, bool deep)
{
    /// <summary>Returns what is wrong, or null.</summary>
    /// <exception cref="AmazonS3Exception">S3 could not be asked.</exception>
    public async Task<Finding?> FindAsync(S3Object source, CancellationToken cancellationToken)
    {
        Finding Found(FindingKind kind, string reason) => new(kind, source.Key, source.Size ?? 0, source.ETag.Trim('"'), reason);

        if (!mapping.TryGetName(source.Key, out var name, out var reason))
        {
            return Found(FindingKind.Unmatched, reason);
        }

        string archiveKey;
        try
        {
            archiveKey = mapping.ArchiveKey(name);
        }
        catch (FunctionException e)
        {
            return Found(FindingKind.Unmatched, e.Message);
        }

        GetObjectMetadataResponse head;
        try
        {
            head = await s3.GetObjectMetadataAsync(bucket, archiveKey, cancellationToken);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return Found(FindingKind.Missing, $"there is no {archiveKey}");
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

        if (metadata.SourceETag != source.ETag.Trim('"') || metadata.SourceSize != source.Size)
        {
            return Found(
                FindingKind.Outdated, $"{archiveKey} is of another upload ({metadata.SourceSize} bytes, ETag {metadata.SourceETag})");
        }

        return deep && await CompareAsync(source.Key, archiveKey, name, cancellationToken) is { } difference
            ? Found(FindingKind.Corrupt, $"{archiveKey}: {difference}")
            : null;
    }

    /// <summary>
    /// Whether the archive is right although it was made from another upload: a deletion made an older version of the source the current
    /// one again. Multipart uploads do not count, since S3 gives them the time when they began, which does not say which came last.
    /// </summary>
    private static bool IsOfLaterUpload(ArchiveMetadata archive, S3Object source) =>
        !source.ETag.Contains('-')
        && archive.SourceLastModified is { } archived
        && source.LastModified is { } modified
        && archived > new DateTimeOffset(modified.ToUniversalTime()).ToUnixTimeSeconds();

    private async Task<string?> CompareAsync(string key, string archiveKey, string name, CancellationToken cancellationToken)
    {
        using var source = await s3.GetObjectAsync(bucket, key, cancellationToken);
        return await ArchiveComparison.FindDifferenceAsync(s3, bucket, archiveKey, source.ResponseStream, name, cancellationToken);
    }
}
