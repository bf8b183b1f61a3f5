using Compressor.Core.Archiving;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Pipeline;

/// <summary>
/// Gathers an archive in parts. The first part begins with the format's head, which may say the data's CRC and sizes: so it is held
/// back and uploaded last. The others use two buffers in turn: while one is filled, the other is uploaded.
/// </summary>
internal sealed class PartWriter
{
    // S3's minimum for a part that others follow. It stays in memory until the end, so it is no larger than that.
    private const int FirstPartSize = 5 * 1024 * 1024;

    private readonly MultipartUpload _upload;
    private readonly NativeBuffer[] _buffers;
    private readonly int _partSize;
    private readonly CancellationToken _cancellationToken;
    private readonly int _firstSize;
    private Task _uploading = Task.CompletedTask;
    private int _number = 1;
    private int _filled;

    // Over all parts but the first.
    private uint _crc32;

    /// <param name="upload">Where the parts go.</param>
    /// <param name="buffers">Three: one for the first part, and two that the others share.</param>
    /// <param name="partSize">The size of the other parts in bytes. The last one may be shorter.</param>
    /// <param name="headLength">How many bytes are left out at the start, for the head.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public PartWriter(
        MultipartUpload upload, NativeBuffer[] buffers, int partSize, int headLength, CancellationToken cancellationToken)
    {
        (_upload, _buffers, _partSize, _cancellationToken) = (upload, buffers, partSize, cancellationToken);
        _firstSize = Math.Max(headLength + 1, Math.Min(FirstPartSize, partSize));
        _buffers[0].EnsureLength(_firstSize);
        _filled = headLength;
        Length = headLength;
    }

    /// <summary>The archive's length so far, in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>What is left of the current part; never empty.</summary>
    public Memory<byte> Room => Buffer.Memory[_filled..(_number == 1 ? _firstSize : _partSize)];

    private NativeBuffer Buffer => _buffers[_number == 1 ? 0 : 1 + (_number % 2)];

    /// <summary>Counts what was written to <see cref="Room"/>.</summary>
    public async ValueTask AdvanceAsync(int written)
    {
        var isFull = written == Room.Length;
        _filled += written;
        Length += written;
        if (isFull)
        {
            await NextAsync();
        }
    }

    /// <summary>Writes a record, which may end in the next part.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> record)
    {
        while (!record.IsEmpty)
        {
            var fits = Math.Min(record.Length, Room.Length);
            record[..fits].CopyTo(Room);
            record = record[fits..];
            await AdvanceAsync(fits);
        }
    }

    /// <summary>Uploads what is left, the first part at the very end.</summary>
    /// <param name="head">The head, as long as it was said to be.</param>
    /// <returns>CRC-32 of the whole archive.</returns>
    public async ValueTask<uint> FinishAsync(ReadOnlyMemory<byte> head)
    {
        var first = _buffers[0].Memory[..(_number == 1 ? _filled : _firstSize)];
        if (_number > 1 && _filled > 0)
        {
            await NextAsync();
        }

        await _uploading;
        head.CopyTo(first);
        var crc = ZipCrc32.Append(0, first.Span);
        await _upload.UploadPartAsync(1, first, crc, _cancellationToken);
        return ZipCrc32.Combine(crc, _crc32, Length - first.Length);
    }

    /// <summary>Waits until nothing is under way, whatever it ends with.</summary>
    public async ValueTask SettleAsync() => await _uploading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Begins the next part; unless the current one is the first, its upload starts once the one before is over.</summary>
    private async ValueTask NextAsync()
    {
        if (_number > 1)
        {
            ReadOnlyMemory<byte> part = Buffer.Memory[.._filled];
            var number = _number;
            var crc = ZipCrc32.Append(0, part.Span);
            _crc32 = ZipCrc32.Combine(_crc32, crc, part.Length);
            await _uploading;
            _uploading = Task.Run(() => _upload.UploadPartAsync(number, part, crc, _cancellationToken), _cancellationToken);
        }

        (_number, _filled) = (_number + 1, 0);
        Buffer.EnsureLength(_partSize);
    }
}
