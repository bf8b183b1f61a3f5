using Compressor.Handler.Archiving;
using Compressor.Handler.Failures;
using Compressor.Handler.Logging;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Outcomes;

/// <summary>Reads a source into memory, whole or not at all.</summary>
/// <param name="store">Where from.</param>
/// <param name="archiver">Whose buffer to read into.</param>
/// <param name="largest">MAX_FILE_SIZE in bytes.</param>
/// <param name="log">Told of each attempt that broke.</param>
internal sealed class SourceDownload(ObjectStore store, BufferedArchiver archiver, long largest, InvocationLog log)
{
    private const int Attempts = 3;

    /// <summary>Downloads a source.</summary>
    /// <returns>What was read; null where the source is gone.</returns>
    /// <exception cref="SourceReplacedException">The source was uploaded again since.</exception>
    /// <exception cref="FunctionException"><c>ObjectTooLarge</c>, <c>IntegrityError</c>, or what S3 failed with.</exception>
    public async ValueTask<DownloadedSource?> ReadAsync(SourceLocation source, string? sequencer, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var opened = await store.OpenAsync(source, cancellation);
            if (opened is null)
            {
                return null;
            }

            ThrowIfTooLarge(source, opened.Size);
            var pinned = source with { ETag = opened.ETag, VersionId = source.VersionId ?? opened.VersionId };
            var entry = new ArchiveEntry(EntryName.From(source.Key), opened.LastModified, ArchiveComment.For(pinned, sequencer));
            var content = archiver.Prepare(entry, (int)opened.Size);
            try
            {
                var read = await opened.ReadAsync(content, cancellation);
                if (read == content.Length)
                {
                    ThrowIfCorrupt(source, opened, content.Span);
                    return new DownloadedSource(pinned, entry, read);
                }

                throw new EndOfStreamException($"the body ended after {read} of {opened.Size} bytes");
            }
            catch (Exception e) when (attempt < Attempts && StorageFailure.Explains(e, cancellation))
            {
                // The connection broke inside the body, where the SDK no longer retries.
                log.Retry("GET", source.Key, attempt, e.Message);
            }
            catch (Exception e) when (StorageFailure.Explains(e, cancellation))
            {
                throw StorageFailure.From(e, $"GET s3://{source.Bucket}/{source.Key}");
            }
        }
    }

    /// <exception cref="FunctionException"><c>ObjectTooLarge</c>.</exception>
    public void ThrowIfTooLarge(SourceLocation source, long size)
    {
        if (size > largest)
        {
            throw new FunctionException(
                ErrorTypes.ObjectTooLarge,
                $"s3://{source.Bucket}/{source.Key} has {size} bytes; MAX_FILE_SIZE is {largest}. Raise max_file_size (and memory_size with it), or split the object.");
        }
    }

    private static void ThrowIfCorrupt(SourceLocation source, SourceObject opened, ReadOnlySpan<byte> content)
    {
        if (opened.Checksum is { } expected && expected.ComputeOver(content) is var computed && computed != expected.Value)
        {
            throw new FunctionException(
                ErrorTypes.IntegrityError,
                $"s3://{source.Bucket}/{source.Key} was read with {expected.Algorithm} {computed}; S3 has {expected.Value}. Nothing was stored.");
        }
    }
}
