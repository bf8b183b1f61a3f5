using Compressor.Core.Archiving;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Pipeline;

/// <summary>
/// Gathers an archive in parts, in two buffers in turn: while one is filled, the other is uploaded. Only the last part may be short.
/// </summary>
internal sealed class PartWriter
{
    private readonly MultipartUpload _upload;
    private readonly NativeBuffer[] _buffers;
    private readonly int _partSize;
    private readonly CancellationToken _cancellation;
    private Task _uploading = Task.CompletedTask;
    private int _current;
    private int _filled;

    public PartWriter(MultipartUpload upload, NativeBuffer[] buffers, int partSize, CancellationToken cancellationToken)
    {
        (_upload, _buffers, _partSize, _cancellation) = (upload, buffers, partSize, cancellationToken);
        foreach (var buffer in buffers)
        {
            buffer.EnsureLength(partSize);
        }
    }

    /// <summary>Bytes written so far.</summary>
    public long Length { get; private set; }

    /// <summary>CRC-32 of what was given to upload so far: of the archive once it is finished.</summary>
    public uint Crc32 { get; private set; }

    /// <summary>What is left of the current part; never empty.</summary>
    public Memory<byte> Room => _buffers[_current].Memory[_filled.._partSize];

    /// <summary>Counts what was written to <see cref="Room"/>.</summary>
    public async ValueTask AdvanceAsync(int written)
    {
        _filled += written;
        Length += written;
        if (_filled == _partSize)
        {
            await FlushAsync();
        }
    }

    /// <summary>Writes a record, which may end in the next part.</summary>
    /// <param name="write">Writes it and returns its length.</param>
    /// <param name="longest">The most bytes that it can have.</param>
    public async ValueTask WriteAsync(Func<Span<byte>, int> write, int longest)
    {
        var record = new byte[longest];
        ReadOnlyMemory<byte> rest = record.AsMemory(0, write(record));
        while (!rest.IsEmpty)
        {
            var fits = Math.Min(rest.Length, Room.Length);
            rest[..fits].CopyTo(Room);
            rest = rest[fits..];
            await AdvanceAsync(fits);
        }
    }

    /// <summary>Uploads the last part, and waits until all are.</summary>
    public async ValueTask FinishAsync()
    {
        if (_filled > 0)
        {
            await FlushAsync();
        }

        await _uploading;
    }

    /// <summary>Waits until nothing is under way, whatever it ends with.</summary>
    public async ValueTask SettleAsync() => await _uploading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async ValueTask FlushAsync()
    {
        ReadOnlyMemory<byte> part = _buffers[_current].Memory[.._filled];
        var crc = ZipCrc32.Append(0, part.Span);
        Crc32 = ZipCrc32.Append(Crc32, part.Span);
        await _uploading;

        _uploading = Task.Run(() => _upload.UploadPartAsync(part, crc, _cancellation), _cancellation);
        _current = 1 - _current;
        _filled = 0;
    }
}
