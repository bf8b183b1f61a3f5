namespace Compressor.Core.Archiving.Zstd;

/// <summary>Reads the content of a file of zstd frames.</summary>
/// <param name="compressed">The file, which stays open.</param>
internal sealed class ZstdReader(Stream compressed) : Stream
{
    private const int InputLength = 128 * 1024;

    private readonly ZstdDecompressor _decompressor = new();
    private readonly byte[] _input = new byte[InputLength];
    private int _consumed;
    private int _available;
    private bool _isAtEnd;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="InvalidDataException">The file is not zstd, or flawed, or it ends within a frame.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            var isOver = _consumed == _available && !Fill();
            if (_decompressor.Decompress(_input.AsSpan(_consumed, _available - _consumed), buffer) is not var (consumed, written, isAtEnd))
            {
                throw new InvalidDataException("it is not a zstd file, or it is flawed");
            }

            _consumed += consumed;
            if (consumed > 0 || written > 0)
            {
                _isAtEnd = isAtEnd;
            }

            if (written > 0 || buffer.IsEmpty)
            {
                return written;
            }

            if (isOver)
            {
                return _isAtEnd ? 0 : throw new InvalidDataException("it ends within a frame");
            }
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decompressor.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Fill()
    {
        (_consumed, _available) = (0, compressed.Read(_input));
        return _available > 0;
    }
}
