using Compressor.Core.Archiving;
using Compressor.Core.Failures;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Pipeline;

/// <summary>
/// Reads an object, compresses it and uploads the archive, all at once and in bounded memory: while one piece is compressed, the
/// next one is read and the last full part is uploaded.
/// </summary>
/// <param name="format">The format of the archives.</param>
/// <param name="engine">Compresses, and belongs to this archiver.</param>
/// <param name="partSize">The size of parts in bytes. Larger if 10,000 parts of it would not hold the archive.</param>
/// <param name="verifier">Takes the archive apart again while it is made; null if that is not asked for.</param>
internal sealed class StreamingArchiver(
    FormatDefinition format, IIncrementalEngine engine, int partSize, ArchiveVerifier? verifier) : IDisposable
{
    private const int PieceSize = 1024 * 1024;

    private readonly NativeBuffer[] _pieces = [new(), new()];
    private readonly NativeBuffer[] _parts = [new(), new(), new()];

    /// <summary>Begins an archive, which is made when it is stored.</summary>
    public ArchiveCandidate Begin(ArchiveOrder order, SourceReader reader) =>
        new StreamedCandidate(order, reader, this) { Engine = engine.Name };

    /// <summary>Moves the object through, from its first byte to the upload's last part.</summary>
    /// <returns>CRC-32 and length of the archive, whose upload is to be completed; null if the source can no longer be read.</returns>
    /// <exception cref="FunctionException"><c>IntegrityError</c>, or what S3 failed with.</exception>
    public async ValueTask<(uint Crc32, long Length)?> PipeAsync(
        SourceReader reader, ArchiveEntry entry, MultipartUpload upload, CancellationToken cancellationToken)
    {
        var size = reader.Properties.Size;
        var head = new byte[format.HeadLength(entry, size)];
        var tail = new byte[format.MaxTailLength(entry, size)];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var parts = new PartWriter(upload, _parts, PartSizeFor(size + head.Length + tail.Length), head.Length, stop.Token);
        var isUploaded = false;
        try
        {
            if (await CompressAsync(reader, parts, stop.Token) is not { } crc)
            {
                return null;
            }

            var data = new EntryData(IsStored: false, crc, size, parts.Length - head.Length);
            if (verifier?.End(data) is { } flaw)
            {
                throw SourceVerification.Flawed(reader, flaw);
            }

            format.WriteHead(head, entry, data);
            await parts.WriteAsync(tail.AsMemory(0, format.WriteTail(tail, entry, data)));
            var crcOfArchive = await parts.FinishAsync(head);
            isUploaded = true;
            return (crcOfArchive, parts.Length);
        }
        finally
        {
            if (!isUploaded)
            {
                // Whatever is under way uses the buffers, and would leave a part behind.
                await stop.CancelAsync();
                await parts.SettleAsync();
            }
        }
    }

    public void Dispose()
    {
        engine.Dispose();
        verifier?.Dispose();
        foreach (IDisposable buffer in (ReadOnlySpan<NativeBuffer>)[.. _pieces, .. _parts])
        {
            buffer.Dispose();
        }
    }

    // The first part may be small: the others have to hold the rest.
    private int PartSizeFor(long size) =>
        (int)Math.Max(partSize, format.MaxDataLength(size) / (MultipartUpload.MaxParts - 1) + 1);

    /// <summary>Compresses the object into <paramref name="parts"/>.</summary>
    /// <returns>CRC-32 of the object; null if it can no longer be read.</returns>
    private async ValueTask<uint?> CompressAsync(SourceReader reader, PartWriter parts, CancellationToken cancellationToken)
    {
        engine.Begin(reader.Properties.Size);
        verifier?.Begin();
        using var checksum = new SourceVerification(reader);
        var crc = 0u;
        var left = reader.Properties.Size;
        var reading = ReadPieceAsync(reader, 0, left, cancellationToken);
        try
        {
            for (var turn = 1; turn == 1 || left > 0; turn++)
            {
                if (await reading is not { } piece)
                {
                    return null;
                }

                left -= piece.Length;
                if (left > 0)
                {
                    reading = ReadPieceAsync(reader, turn % 2, left, cancellationToken);
                }

                // Off the thread of the socket's events, which the next piece and the last part need meanwhile.
                await Task.Yield();
                crc = ZipCrc32.Append(crc, piece.Span);
                checksum.Append(piece.Span);
                await CompressAsync(reader, piece, isLast: left == 0, parts);
            }
        }
        catch
        {
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        checksum.ThrowIfDifferent();
        return crc;
    }

    /// <summary>Starts to read the next piece on another thread, so that decryption and compression each have one.</summary>
    /// <returns>The piece; null if the source can no longer be read.</returns>
    private Task<ReadOnlyMemory<byte>?> ReadPieceAsync(SourceReader reader, int buffer, long left, CancellationToken cancellationToken)
    {
        _pieces[buffer].EnsureLength(PieceSize);
        var piece = _pieces[buffer].Memory[..(int)Math.Min(left, PieceSize)];
        return Task.Run(
            async () => await reader.TryFillAsync(piece, cancellationToken) ? piece : (ReadOnlyMemory<byte>?)null,
            cancellationToken);
    }

    private async ValueTask CompressAsync(SourceReader reader, ReadOnlyMemory<byte> piece, bool isLast, PartWriter parts)
    {
        for (var isDone = false; !isDone;)
        {
            (var consumed, var written, isDone) = engine.Compress(piece.Span, isLast, parts.Room.Span);
            if (verifier?.Add(parts.Room.Span[..written]) is false)
            {
                throw SourceVerification.Flawed(reader, "its data cannot be decompressed");
            }

            piece = piece[consumed..];
            await parts.AdvanceAsync(written);
        }
    }
}
