namespace Compressor.Handler.Storage;

/// <summary>
/// Reads from a socket in large pieces. TLS asks for 16 KB at a time, a record's length, and each time is a call of the kernel and a turn
/// of the
/// event loop; here most of those are copies in memory. Writes go through.
/// </summary>
/// <param name="socket">The connection, which this stream owns.</param>
internal sealed class ReadAheadStream(Stream socket) : Stream
{
    private const int BufferSize = 128 * 1024;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferSize, pinned: true);
    private int _start;
    private int _end;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_start < _end)
        {
            return ValueTask.FromResult(Take(buffer.Span));
        }

        // Who reads nothing waits for something to read.
        if (buffer.IsEmpty)
        {
            return socket.ReadAsync(buffer, cancellationToken);
        }

        var reading = socket.ReadAsync(_buffer, cancellationToken);
        if (!reading.IsCompletedSuccessfully)
        {
            return FinishAsync(reading, buffer);
        }

        (_start, _end) = (0, reading.Result);
        return ValueTask.FromResult(Take(buffer.Span));
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        socket.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        socket.WriteAsync(buffer, offset, count, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_start == _end)
        {
            (_start, _end) = (0, socket.Read(_buffer));
        }

        return Take(buffer.AsSpan(offset, count));
    }

    public override void Write(byte[] buffer, int offset, int count) => socket.Write(buffer, offset, count);

    public override void Flush() => socket.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => socket.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            socket.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> FinishAsync(ValueTask<int> reading, Memory<byte> buffer)
    {
        (_start, _end) = (0, await reading);
        return Take(buffer.Span);
    }

    private int Take(Span<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, taken).CopyTo(buffer);
        _start += taken;
        return taken;
    }
}
