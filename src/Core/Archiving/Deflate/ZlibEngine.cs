using System.IO.Compression;

namespace Compressor.Core.Archiving.Deflate;

/// <summary>
/// .NET's own zlib-ng, piece by piece: the engine of objects that are too large for <see cref="LibdeflateEngine"/>, which wants the
/// whole of its input. Levels 7 and 8 come close to libdeflate's ratio, at half to two thirds of its speed.
/// </summary>
/// <param name="level">zlib's level, 1 to 9.</param>
public sealed class ZlibEngine(int level) : IIncrementalEngine
{
    // After each slice its output is collected: that bounds what waits in memory, to about this length.
    private const int SliceLength = 64 * 1024;

    private readonly ZLibCompressionOptions _options = new() { CompressionLevel = level };
    private readonly MemoryStream _output = new();
    private DeflateStream? _stream;
    private int _collected;
    private bool _isEmpty;

    public string Name { get; } = $"zlib-ng {level}";

    public void Begin(long size)
    {
        _stream?.Dispose();
        _output.SetLength(0);
        (_collected, _isEmpty) = (0, true);
        _stream = new DeflateStream(_output, _options, leaveOpen: true);
    }

    public (int Consumed, int Written, bool IsDone) Compress(ReadOnlySpan<byte> source, bool isLast, Span<byte> destination)
    {
        if (_stream is null && !source.IsEmpty)
        {
            throw new InvalidOperationException("The stream has ended, or was not begun.");
        }

        var (consumed, written) = (0, Collect(destination));
        while (_output.Length == 0 && _stream is not null && (consumed < source.Length || isLast))
        {
            if (consumed < source.Length)
            {
                var slice = source.Slice(consumed, Math.Min(SliceLength, source.Length - consumed));
                _stream.Write(slice);
                (consumed, _isEmpty) = (consumed + slice.Length, false);
            }
            else
            {
                End();
            }

            written += Collect(destination[written..]);
        }

        return (consumed, written, consumed == source.Length && _output.Length == 0 && (!isLast || _stream is null));
    }

    public void Dispose() => _stream?.Dispose();

    private void End()
    {
        _stream!.Dispose();
        _stream = null;
        if (_isEmpty)
        {
            // DeflateStream writes nothing for no input. This is the empty last block.
            _output.Write([0x03, 0x00]);
        }
    }

    /// <summary>Moves output that waits to <paramref name="destination"/>, as much as fits.</summary>
    private int Collect(Span<byte> destination)
    {
        var waiting = _output.GetBuffer().AsSpan(_collected, (int)_output.Length - _collected);
        var fits = Math.Min(waiting.Length, destination.Length);
        waiting[..fits].CopyTo(destination);
        _collected += fits;
        if (_collected == _output.Length)
        {
            _output.SetLength(0);
            _collected = 0;
        }

        return fits;
    }
}
