namespace Compressor.Core.Archiving.Zstd;

/// <summary>Decompresses one frame and keeps nothing but its content's length and CRC.</summary>
public sealed class ZstdProof : IProof
{
    private const int WindowLength = 256 * 1024;

    private readonly ZstdDecompressor _decompressor = new();
    private readonly NativeBuffer _window = new();

    public long Length { get; private set; }

    public uint Crc { get; private set; }

    public bool IsFinished { get; private set; }

    public void Begin()
    {
        _decompressor.Begin();
        _window.EnsureLength(WindowLength);
        (Length, Crc, IsFinished) = (0, 0, false);
    }

    public bool Add(ReadOnlySpan<byte> compressed)
    {
        var window = _window.GetSpan()[..WindowLength];
        for (var written = WindowLength; !compressed.IsEmpty || written == WindowLength;)
        {
            // Nothing may follow the frame: it is the only one.
            if (IsFinished)
            {
                return compressed.IsEmpty;
            }

            if (_decompressor.Decompress(compressed, window) is not var (consumed, length, isAtEnd))
            {
                return false;
            }

            compressed = compressed[consumed..];
            (written, IsFinished) = (length, isAtEnd);
            Crc = ZipCrc32.Append(Crc, window[..written]);
            Length += written;
        }

        return true;
    }

    public void Dispose()
    {
        _decompressor.Dispose();
        ((IDisposable)_window).Dispose();
    }
}
