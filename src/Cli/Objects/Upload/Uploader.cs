using System.Buffers.Binary;
using System.IO.Hashing;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Util;
using Compressor.Core.Keys;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Objects.Upload;

/// <summary>
/// Puts files into a bucket, several at a time, each with its checksum. Objects that are there already with the same checksum stay.
/// </summary>
/// <param name="s3">The client.</param>
/// <param name="bucket">The bucket's name.</param>
/// <param name="mapping">Which key a file gets.</param>
/// <param name="concurrency">How many files at a time, 1 or more.</param>
public sealed class Uploader(IAmazonS3 s3, string bucket, KeyMapping mapping, int concurrency)
{
    private const int ReadBufferSize = 128 * 1024;

    /// <summary>How far the upload is.</summary>
    public UploadCounters Counters { get; } = new();

    /// <summary>Uploads all that <paramref name="files"/> holds. A file that fails is reported and the others go on.</summary>
    /// <param name="files">What to upload; read as the upload goes on.</param>
    /// <param name="failed">Called with a file and the reason, in one line, from several threads.</param>
    /// <param name="cancellationToken">Stops the upload.</param>
    /// <exception cref="CommandException">Every file would fail: no such bucket, no credentials, no way to the endpoint.</exception>
    public async Task RunAsync(IEnumerable<SourceFile> files, Action<SourceFile, string> failed, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(files, options, async (file, token) =>
        {
            try
            {
                await UploadAsync(file, token);
            }
            catch (Exception e) when (!token.IsCancellationRequested && S3Failure.Describe(e, bucket) is { } failure)
            {
                Counters.AddFailed();
                if (failure.IsFatal)
                {
                    throw new CommandException(failure.Message);
                }

                failed(file, failure.Message);
            }
        });
    }

    private async Task UploadAsync(SourceFile file, CancellationToken cancellationToken)
    {
        await using var content = new FileStream(
            file.Path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            ReadBufferSize,
            FileOptions.Asynchronous | FileOptions.SequentialScan);
        var key = mapping.SourceKey(file.Name);
        var checksum = await FileChecksum.ComputeAsync(content, cancellationToken);
        if (await IsPresentAsync(key, content.Length, checksum, cancellationToken))
        {
            Counters.AddPresent(content.Length);
            return;
        }

        content.Position = 0;
        await PutAsync(key, content, checksum, cancellationToken);
        Counters.AddUploaded();
    }

    private async Task<bool> IsPresentAsync(string key, long size, string checksum, CancellationToken cancellationToken)
    {
        try
        {
            var head = await s3.GetObjectMetadataAsync(
                new() { BucketName = bucket, Key = key, ChecksumMode = ChecksumMode.ENABLED }, cancellationToken);
            return head.ContentLength == size && head.ChecksumCRC64NVME == checksum;
        }
        // S3 also answers 403 for a missing key if the caller may not list the bucket. The PUT will tell.
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return false;
        }
    }

    private async Task PutAsync(string key, Stream content, string checksum, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            InputStream = content,
            AutoCloseStream = false,
            ContentType = AmazonS3Util.MimeTypeFromExtension(Path.GetExtension(key)),
            ChecksumAlgorithm = ChecksumAlgorithm.CRC64NVME,
            ChecksumCRC64NVME = checksum,
            // The checksum covers the body, and TLS the way there: hashing it once more for the signature would only cost time.
            UseChunkEncoding = false,
            DisablePayloadSigning = s3.Config.ServiceURL?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) != true,
        };
        var progress = new FileProgress(Counters);
        request.StreamTransferProgress += (_, transfer) => progress.Report(transfer.TransferredBytes);
        await s3.PutObjectAsync(request, cancellationToken);
        progress.Finish(content.Length);
    }
}

/// <summary>The checksum that S3 itself keeps for an object: CRC-64/NVME of all its bytes.</summary>
internal static class FileChecksum
{
    /// <summary>
    /// Reads <paramref name="content"/> to its end and returns its checksum as in S3's header: base64 of the eight bytes, big-endian.
    /// </summary>
    public static async Task<string> ComputeAsync(Stream content, CancellationToken cancellationToken)
    {
        var crc = new Crc64(Crc64ParameterSet.Nvme);
        await crc.AppendAsync(content, cancellationToken);
        Span<byte> digest = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(digest, crc.GetCurrentHashAsUInt64());
        return Convert.ToBase64String(digest);
    }
}
