using Compressor.Core.Archiving;
using Compressor.Core.Failures;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Pipeline;

/// <summary>
/// Reads an object, compresses it and uploads the archive, all at once and in bounded memory: while one piece is compressed, the
/// next one is read and the last full part is uploaded. Always with ISA-L, the only engine that takes its input in pieces.
/// </summary>
/// <param name="partSize">The size of parts in bytes; S3 takes 5 MiB and more. Larger where 10,000 parts of it would not hold the archive.</param>
/// <param name="verifies">Whether the archive is taken apart again while it is made.</param>
internal sealed class StreamingArchiver(int partSize, bool verifies) : IDisposable
{
    private const int PieceSize = 1024 * 1024;

    private readonly IsalDeflater _deflater = new();
    private readonly ArchiveVerifier? _verifier = verifies ? new ArchiveVerifier() : null;
    private readonly NativeBuffer[] _pieces = [new(), new()];
    private readonly NativeBuffer[] _parts = [new(), new()];

    /// <summary>Moves the object through, up to the last part.</summary>
    /// <returns>CRC-32 and length of the archive, which only wants to be completed.</returns>
    /// <exception cref="FunctionException"><c>IntegrityError</c>, or what S3 failed with.</exception>
    public async ValueTask<(uint Crc32, long Length)> PipeAsync(
        SourceReader reader, ArchiveEntry entry, MultipartUpload upload, CancellationToken cancellationToken)
    {
        var size = reader.Properties.Size;
        var layout = ZipLayout.StreamedFor(size);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var parts = new PartWriter(upload, _parts, PartSizeFor(size), stop.Token);
        try
        {
            await parts.WriteAsync(span => ZipFormat.WriteHead(span, entry, new EntryData(ZipFormat.Deflated, 0, 0, 0), layout), ZipFormat.HeadLength(entry, layout));
            var head = parts.Length;
            var crc = await CompressAsync(reader, parts, stop.Token);
            var data = new EntryData(ZipFormat.Deflated, crc, size, parts.Length - head);
            if (_verifier?.End(data) is { } flaw)
            {
                throw SourceVerification.Flawed(reader, flaw);
            }

            await parts.WriteAsync(span => ZipFormat.WriteTail(span, entry, data, layout), ZipFormat.LongestTail(entry, layout));
            await parts.FinishAsync();
            return (parts.Crc32, parts.Length);
        }
        catch
        {
            // Whatever is under way uses the buffers, and would leave a part behind.
            await stop.CancelAsync();
            await parts.SettleAsync();
            throw;
        }
    }

    public void Dispose()
    {
        _deflater.Dispose();
        _verifier?.Dispose();
        foreach (IDisposable buffer in (ReadOnlySpan<NativeBuffer>)[.. _pieces, .. _parts])
        {
            buffer.Dispose();
        }
    }

    private int PartSizeFor(long size)
    {
        // Deflate makes nothing larger by a thousandth; the rest is for the zip records.
        var longest = size + (size / 1000) + PieceSize;
        return (int)Math.Max(partSize, (longest + MultipartUpload.MaxParts - 1) / MultipartUpload.MaxParts);
    }

    private async ValueTask<uint> CompressAsync(SourceReader reader, PartWriter parts, CancellationToken cancellationToken)
    {
        _deflater.Begin();
        _verifier?.Begin();
        using var checksum = new SourceVerification(reader);
        var crc = 0u;
        var left = reader.Properties.Size;
        var reading = ReadPieceAsync(reader, 0, left, cancellationToken);
        try
        {
            for (var turn = 1; left > 0; turn++)
            {
                var piece = await reading;
                left -= piece.Length;
                if (left > 0)
                {
                    reading = ReadPieceAsync(reader, turn % 2, left, cancellationToken);
                }

                // Off the thread of the socket's events, which the next piece and the last part need meanwhile.
                await Task.Yield();
                crc = ZipCrc32.Append(crc, piece.Span);
                checksum.Append(piece.Span);
                await DeflateAsync(reader, piece, isLast: left == 0, parts);
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
    private Task<ReadOnlyMemory<byte>> ReadPieceAsync(SourceReader reader, int buffer, long left, CancellationToken cancellationToken)
    {
        _pieces[buffer].EnsureLength(PieceSize);
        var piece = _pieces[buffer].Memory[..(int)Math.Min(left, PieceSize)];
        return Task.Run<ReadOnlyMemory<byte>>(
            async () =>
            {
                await reader.FillAsync(piece, cancellationToken);
                return piece;
            },
            cancellationToken);
    }

    private async ValueTask DeflateAsync(SourceReader reader, ReadOnlyMemory<byte> piece, bool isLast, PartWriter parts)
    {
        for (var isDone = false; !isDone;)
        {
            (var consumed, var written, isDone) = _deflater.Deflate(piece.Span, isLast, parts.Room.Span);
            if (_verifier?.Add(parts.Room.Span[..written]) is false)
            {
                throw SourceVerification.Flawed(reader, "its data cannot be inflated");
            }

            piece = piece[consumed..];
            await parts.AdvanceAsync(written);
        }
    }
}
