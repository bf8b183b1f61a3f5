namespace Compressor.Core.Archiving.Zstd;

/// <summary>libzstd's decompressor, which compares each frame with its checksum.</summary>
internal sealed unsafe class ZstdDecompressor : IDisposable
{
    private nint _decompressor;

    public ZstdDecompressor()
    {
        _decompressor = LibZstd.CreateDecompressor();
        if (_decompressor == 0)
        {
            throw new InsufficientMemoryException("zstd has no memory for a decompressor.");
        }
    }

    ~ZstdDecompressor() => Free();

    /// <summary>Starts with a new frame, whatever became of the last one.</summary>
    public void Begin()
    {
        ObjectDisposedException.ThrowIf(_decompressor == 0, this);
        LibZstd.ThrowIfError(LibZstd.ResetDecompressor(_decompressor, LibZstd.SessionOnly));
    }

    /// <summary>Decompresses as much as fits.</summary>
    /// <returns>The numbers of bytes consumed and written, and whether a frame is at its end; null if it is not a frame.</returns>
    public (int Consumed, int Written, bool IsAtEnd)? Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_decompressor == 0, this);
        fixed (byte* start = source, room = destination)
        {
            var input = new LibZstd.Input { Start = start, Length = (nuint)source.Length };
            var output = new LibZstd.Output { Start = room, Length = (nuint)destination.Length };
            var left = LibZstd.Decompress(_decompressor, &output, &input);
            return LibZstd.IsError(left) != 0 ? null : ((int)input.Position, (int)output.Position, left == 0);
        }
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_decompressor != 0)
        {
            LibZstd.FreeDecompressor(_decompressor);
            _decompressor = 0;
        }
    }
}
