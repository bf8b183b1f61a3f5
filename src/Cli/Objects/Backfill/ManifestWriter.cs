using Amazon.S3;
using Amazon.S3.Transfer;
using Compressor.Cli.Objects.Verify;

namespace Compressor.Cli.Objects.Backfill;

/// <summary>
/// Writes a manifest of S3 Batch Operations: CSV, a line for each object, in a temporary file until it is uploaded. Safe for concurrent
/// use.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-create-job.html#specify-batchjob-manifest</remarks>
internal sealed class ManifestWriter : IDisposable
{
    /// <summary>The version of an object from before its bucket had versions.</summary>
    private const string NoVersion = "null";

    private readonly string _bucket;
    private readonly long _limit;
    private readonly string _path = Path.GetTempFileName();
    private readonly StreamWriter _file;
    private readonly Lock _guard = new();

    /// <param name="bucket">The bucket of all objects.</param>
    /// <param name="hasVersions">Whether the bucket has versions: then every line has one, since S3 wants all or none.</param>
    /// <param name="limit">How many lines it has at most.</param>
    public ManifestWriter(string bucket, bool hasVersions, long limit)
    {
        (_bucket, HasVersions, _limit) = (bucket, hasVersions, limit);
        _file = new(_path);
    }

    /// <summary>Whether every line has a version.</summary>
    public bool HasVersions { get; }

    /// <summary>How many objects are in it.</summary>
    public long Count { get; private set; }

    /// <summary>Their size in all, in bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether no more objects may come.</summary>
    public bool IsFull => Count >= _limit;

    /// <summary>Adds an object, if it is not full.</summary>
    /// <param name="finding">The object.</param>
    /// <param name="version">Its version, where the bucket has versions.</param>
    public void Add(Finding finding, string? version)
    {
        lock (_guard)
        {
            if (!IsFull)
            {
                _file.Write($"{_bucket},{Encode(finding.Key)}{(HasVersions ? $",{version ?? NoVersion}" : "")}\n");
                Count++;
                Bytes += finding.Size;
            }
        }
    }

    /// <summary>Uploads it. Returns its ETag without quotes.</summary>
    /// <exception cref="AmazonS3Exception">It could not be uploaded.</exception>
    public async Task<string> UploadAsync(IAmazonS3 s3, string key, CancellationToken cancellationToken)
    {
        await _file.DisposeAsync();
        using var transfer = new TransferUtility(s3);
        await transfer.UploadAsync(
            new TransferUtilityUploadRequest { BucketName = _bucket, Key = key, FilePath = _path, ContentType = "text/csv" },
            cancellationToken);
        return (await s3.GetObjectMetadataAsync(_bucket, key, cancellationToken)).ETag.Trim('"');
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    /// <summary>Encodes a key so that those who decode + as a space and those who do not read the same.</summary>
    internal static string Encode(string key) => string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
}
