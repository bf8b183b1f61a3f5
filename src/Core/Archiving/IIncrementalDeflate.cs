namespace Compressor.Core.Archiving;

/// <summary>An engine that can begin while the object is still being read.</summary>
public interface IIncrementalDeflate
{
    /// <summary>Starts a new stream.</summary>
    void Begin();

    /// <summary>Compresses the next piece; see <see cref="IsalDeflater.Deflate"/>.</summary>
    (int Consumed, int Written, bool IsDone) Deflate(ReadOnlySpan<byte> source, bool isLast, Span<byte> destination);
}
