using System.Buffers.Text;
using System.Net.Sockets;

namespace Compressor.Handler.Runtime;

/// <summary>
/// Reads HTTP/1.1 responses from a socket, however the bytes are split. The body's buffer is kept and grows to the largest
/// event seen (6 MB at most, Lambda's limit).
/// </summary>
internal sealed class HttpResponseReader
{
    private const int MaxHeadersLength = 64 * 1024;

    // What was received and not yet consumed: _received[_start.._end].
    private byte[] _received = new byte[4 * 1024];
    private int _start;
    private int _end;

    private byte[] _headers = new byte[1024];
    private byte[] _body = new byte[4 * 1024];

    /// <summary>Forgets what was received on a connection that is gone.</summary>
    public void Reset() => _start = _end = 0;

    /// <exception cref="ConnectionClosedException">The connection ended before the first byte.</exception>
    /// <exception cref="IOException">The connection ended in the middle, or the bytes are not HTTP.</exception>
    public async ValueTask<HttpResponse> ReadAsync(Socket socket, CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = await ReadHeadersAsync(socket, cancellationToken);
            var head = HttpResponseHead.Parse(_headers.AsMemory(0, length));
            if (head.IsInterim)
            {
                continue;
            }

            var body = head switch
            {
                { IsChunked: true } => await ReadChunksAsync(socket, cancellationToken),
                { Length: { } known } => await ReadBodyAsync(socket, known, cancellationToken),
                _ => await ReadToEndAsync(socket, cancellationToken),
            };
            return new HttpResponse(head.Status, head.KeepsAlive, head.Headers, _body.AsMemory(0, body));
        }
    }

    /// <summary>Receives until the empty line after the headers, copies them out and returns their length.</summary>
    private async ValueTask<int> ReadHeadersAsync(Socket socket, CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var found = _received.AsSpan(_start + searched, _end - _start - searched).IndexOf("\r\n\r\n"u8);
            if (found >= 0)
            {
                var length = searched + found + 2;
                EnsureCapacity(ref _headers, length, keep: 0);
                _received.AsSpan(_start, length).CopyTo(_headers);
                _start += length + 2;
                return length;
            }

            searched = Math.Max(0, _end - _start - 3);
            if (_end - _start > MaxHeadersLength)
            {
                throw new IOException($"The Runtime API sent headers of over {MaxHeadersLength} bytes.");
            }

            await ReceiveAsync(socket, atStart: _start == _end, cancellationToken);
        }
    }

    private async ValueTask<int> ReadBodyAsync(Socket socket, int length, CancellationToken cancellationToken, int offset = 0)
    {
        EnsureCapacity(ref _body, offset + length, keep: offset);
        var have = Math.Min(length, _end - _start);
        _received.AsSpan(_start, have).CopyTo(_body.AsSpan(offset));
        _start += have;
        while (have < length)
        {
            var read = await socket.ReceiveAsync(_body.AsMemory(offset + have, length - have), SocketFlags.None, cancellationToken);
            have += read > 0 ? read : throw Ended();
        }

        return offset + length;
    }

    private async ValueTask<int> ReadChunksAsync(Socket socket, CancellationToken cancellationToken)
    {
        var total = 0;
        while (true)
        {
            var line = await ReadLineAsync(socket, cancellationToken);
            if (!Utf8Parser.TryParse(line.Span, out int size, out _, 'x') || size < 0)
            {
                throw new IOException("The Runtime API sent a chunk without a size.");
            }

            if (size == 0)
            {
                // Trailers end with an empty line.
                while ((await ReadLineAsync(socket, cancellationToken)).Length > 0)
                {
                }

                return total;
            }

            total = await ReadBodyAsync(socket, size, cancellationToken, offset: total);
            await ReadLineAsync(socket, cancellationToken);
        }
    }

    private async ValueTask<int> ReadToEndAsync(Socket socket, CancellationToken cancellationToken)
    {
        var length = await ReadBodyAsync(socket, _end - _start, cancellationToken);
        while (true)
        {
            EnsureCapacity(ref _body, length + 4096, keep: length);
            var read = await socket.ReceiveAsync(_body.AsMemory(length), SocketFlags.None, cancellationToken);
            if (read == 0)
            {
                return length;
            }

            length += read;
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadLineAsync(Socket socket, CancellationToken cancellationToken)
    {
        int found;
        while ((found = _received.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
        {
            if (_end - _start > MaxHeadersLength)
            {
                throw new IOException($"The Runtime API sent a line of over {MaxHeadersLength} bytes.");
            }

            await ReceiveAsync(socket, atStart: false, cancellationToken);
        }

        var line = _received.AsMemory(_start, found);
        _start += found + 2;
        return line;
    }

    private async ValueTask ReceiveAsync(Socket socket, bool atStart, CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _received.AsSpan(_start, _end - _start).CopyTo(_received);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _received.Length)
        {
            EnsureCapacity(ref _received, _received.Length * 2, keep: _end);
        }

        var read = await socket.ReceiveAsync(_received.AsMemory(_end), SocketFlags.None, cancellationToken);
        _end += read > 0 ? read : throw (atStart ? new ConnectionClosedException() : Ended());
    }

    private static void EnsureCapacity(ref byte[] buffer, int capacity, int keep)
    {
        if (buffer.Length >= capacity)
        {
            return;
        }

        var larger = new byte[Math.Max(capacity, buffer.Length * 2)];
        buffer.AsSpan(0, keep).CopyTo(larger);
        buffer = larger;
    }

    private static IOException Ended() => new("The Runtime API closed the connection in the middle of a response.");
}
