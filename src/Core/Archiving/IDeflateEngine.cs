namespace Compressor.Core.Archiving;

/// <summary>A compressor of the raw DEFLATE format (RFC 1951), whole buffer to whole buffer.</summary>
public interface IDeflateEngine : IDisposable
{
    /// <summary>Compresses <paramref name="source"/> into <paramref name="destination"/>.</summary>
    /// <returns>The compressed length in bytes, or 0 where it does not fit.</returns>
    int Compress(ReadOnlySpan<byte> source, Span<byte> destination);
}
