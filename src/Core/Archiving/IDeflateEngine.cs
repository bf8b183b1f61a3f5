namespace Compressor.Core.Archiving;

/// <summary>A compressor of the raw DEFLATE format (RFC 1951) that takes an object whole, in memory.</summary>
public interface IDeflateEngine : IDisposable
{
    /// <summary>The library and its level, such as <c>libdeflate 6</c>.</summary>
    string Name { get; }

    /// <summary>Compresses <paramref name="source"/> into <paramref name="destination"/>.</summary>
    /// <returns>The compressed length in bytes, or 0 if it does not fit.</returns>
    int Compress(ReadOnlySpan<byte> source, Span<byte> destination);
}

/// <summary>A compressor of the same format that takes an object piece by piece, while the rest is still being read.</summary>
public interface IIncrementalDeflate : IDisposable
{
    /// <inheritdoc cref="IDeflateEngine.Name"/>
    string Name { get; }

    /// <summary>Starts a new stream, whatever became of the last one.</summary>
    void Begin();

    /// <summary>Compresses as much as fits. Input and output may come in pieces of any length.</summary>
    /// <param name="source">The next input; after a call that was not done, what that call left of it.</param>
    /// <param name="isLast">Whether the stream ends with <paramref name="source"/>.</param>
    /// <param name="destination">Receives the output.</param>
    /// <returns>
    /// The numbers of bytes consumed and written, and whether the call is done: all of <paramref name="source"/> was consumed and,
    /// if it is the last, the stream was written to its end. If not, call again with the rest and more room.
    /// </returns>
    (int Consumed, int Written, bool IsDone) Deflate(ReadOnlySpan<byte> source, bool isLast, Span<byte> destination);
}
