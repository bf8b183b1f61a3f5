using Amazon.S3;
using Amazon.S3.Model;

namespace Compressor.Handler.Storage;

/// <summary>An archive that is stored in parts: nothing is visible until it is completed, and nothing stays once it is aborted.</summary>
internal sealed class MultipartUpload
{
    /// <summary>How many parts S3 takes in one upload at most.</summary>
    public const int MaxParts = 10_000;

    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(5);

    private readonly IAmazonS3 _s3;
    private readonly bool _overTls;
    private readonly ArchiveDestination _destination;
    private readonly string _id;
    private readonly SortedList<int, PartETag> _parts = [];

    private MultipartUpload(IAmazonS3 s3, bool overTls, ArchiveDestination destination, string id) =>
        (_s3, _overTls, _destination, _id) = (s3, overTls, destination, id);

    internal static async ValueTask<MultipartUpload> BeginAsync(
        IAmazonS3 s3, bool overTls, ArchiveDestination destination, CancellationToken cancellationToken)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = destination.Bucket,
            Key = destination.Key,
            ContentType = destination.ContentType,
            StorageClass = destination.StorageClass,
            ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
            ChecksumType = ChecksumType.FULL_OBJECT,
        };
        destination.Metadata.AddTo(request.Metadata);
        try
        {
            var begun = await s3.InitiateMultipartUploadAsync(request, cancellationToken);
            return new MultipartUpload(s3, overTls, destination, begun.UploadId);
        }
        catch (Exception e) when (StorageFailure.Explains(e, cancellationToken))
        {
            throw StorageFailure.From(e, $"POST {destination}?uploads");
        }
    }

    /// <summary>Uploads a part. S3 takes the parts in any order and joins them by their numbers. Call it for one at a time.</summary>
    /// <param name="number">The part's number, 1 to <see cref="MaxParts"/>.</param>
    /// <param name="part">The bytes, in memory that does not move.</param>
    /// <param name="crc32">Their CRC-32, which S3 checks.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task UploadPartAsync(int number, ReadOnlyMemory<byte> part, uint crc32, CancellationToken cancellationToken)
    {
        using var body = part.OpenNative();
        try
        {
            var uploaded = await _s3.UploadPartAsync(
                new UploadPartRequest
                {
                    BucketName = _destination.Bucket,
                    Key = _destination.Key,
                    UploadId = _id,
                    PartNumber = number,
                    PartSize = part.Length,
                    InputStream = body,
                    ChecksumCRC32 = ChecksumText.From(crc32),
                    DisablePayloadSigning = _overTls,
                },
                cancellationToken);
            _parts[number] = new PartETag(number, uploaded.ETag) { ChecksumCRC32 = uploaded.ChecksumCRC32 };
        }
        catch (Exception e) when (StorageFailure.Explains(e, cancellationToken))
        {
            throw StorageFailure.From(e, $"PUT {_destination}?partNumber={number}");
        }
    }

    /// <summary>Makes the archive visible, under the same conditions as a PUT.</summary>
    /// <param name="crc32">CRC-32 of the whole archive.</param>
    /// <param name="replaces">The ETag of the archive to replace; null to store only if there is none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public ValueTask<PutOutcome> CompleteAsync(
        uint crc32, string? replaces, CancellationToken cancellationToken) => ConditionalWrite.RunAsync(
        () => _s3.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest
            {
                BucketName = _destination.Bucket,
                Key = _destination.Key,
                UploadId = _id,
                PartETags = [.. _parts.Values],
                ChecksumCRC32 = ChecksumText.From(crc32),
                ChecksumType = ChecksumType.FULL_OBJECT,
                IfNoneMatch = replaces is null ? "*" : null,
                IfMatch = replaces,
            },
            cancellationToken),
        $"POST {_destination}?uploadId",
        replaces,
        cancellationToken);

    /// <summary>
    /// Removes the parts after any failure, within a few seconds of its own, since the invocation's time may be over.
    /// If that fails too, the bucket's lifecycle removes them within a day.
    /// </summary>
    /// <returns>What it failed with; null if the parts are gone.</returns>
    public async ValueTask<Exception?> TryAbortAsync()
    {
        using var bound = new CancellationTokenSource(AbortTimeout);
        try
        {
            await _s3.AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest { BucketName = _destination.Bucket, Key = _destination.Key, UploadId = _id }, bound.Token);
            return null;
        }
        catch (AmazonS3Exception e) when (StorageFailure.IsMissing(e))
        {
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
