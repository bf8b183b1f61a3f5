using Amazon.S3;
using Compressor.Core.Archiving;
using Compressor.Core.Events;
using Compressor.Core.Failures;
using Compressor.Core.Outcomes;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Pipeline;

/// <summary>What is asked for: the archive of one upload, under one key.</summary>
/// <param name="Upload">The upload, as the event tells it.</param>
/// <param name="ArchiveKey">The archive's key.</param>
/// <param name="ContentType">The archive's Content-Type.</param>
/// <param name="StorageClass">The archive's storage class.</param>
/// <param name="MaxSize">MAX_FILE_SIZE in bytes.</param>
internal sealed record ArchiveOrder(
    ObjectUpload Upload, string ArchiveKey, string ContentType, S3StorageClass StorageClass, long MaxSize)
{
    /// <summary>Where the source is.</summary>
    public SourceLocation Source { get; } = new(Upload.Bucket, Upload.Key, Upload.ETag, Upload.VersionId);

    /// <exception cref="FunctionException"><c>ObjectTooLarge</c>.</exception>
    public void ThrowIfTooLarge(long size)
    {
        if (size > MaxSize)
        {
            throw new FunctionException(
                ErrorTypes.ObjectTooLarge,
                $"s3://{Upload.Bucket}/{Upload.Key} has {size} bytes; MAX_FILE_SIZE is {MaxSize}. "
                + "Raise max_file_size (and memory_size with it), or split the object.");
        }
    }

    /// <summary>Compares the object that <paramref name="reader"/> has opened with what was asked for.</summary>
    /// <exception cref="FunctionException">
    /// <c>ObjectTooLarge</c>, or <c>IntegrityError</c>: this very upload had another size.
    /// </exception>
    public void ThrowIfNotAsTold(SourceReader reader)
    {
        var size = reader.Properties.Size;
        ThrowIfTooLarge(size);
        if (Upload is { ETag: not null, Size: { } told } && told != size)
        {
            throw new FunctionException(
                ErrorTypes.IntegrityError,
                $"s3://{Upload.Bucket}/{Upload.Key} was uploaded with {told} bytes; S3 sends {size}. Nothing was stored.");
        }
    }

    /// <summary>Creates the entry of the object that <paramref name="reader"/> has opened.</summary>
    public ArchiveEntry CreateEntry(SourceReader reader) => new(
        EntryName.From(Upload.Key), reader.Properties.LastModified, ArchiveComment.For(reader.Location, Upload.Sequencer));

    /// <summary>Creates the destination of its archive.</summary>
    public ArchiveDestination CreateDestination(SourceReader reader) => new(
        Upload.Bucket,
        ArchiveKey,
        ContentType,
        StorageClass,
        new ArchiveMetadata(
            ArchiveMetadata.HashKey(Upload.Key),
            reader.Location.ETag ?? "",
            reader.Location.VersionId,
            reader.Properties.Size,
            Upload.Sequencer,
            reader.Properties.LastModified.ToUnixTimeSeconds()));
}
