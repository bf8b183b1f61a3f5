namespace Compressor.Core.Archiving;

/// <summary>ISA-L at level 2: four to five times the speed of <see cref="LibdeflateEngine"/> at level 6, for archives a quarter larger.</summary>
public sealed class IsalEngine : IDeflateEngine, IIncrementalDeflate
{
    private readonly IsalDeflater _deflater = new();

    public int Compress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        _deflater.Begin();
        var (_, written, isDone) = _deflater.Deflate(source, isLast: true, destination);
        return isDone ? written : 0;
    }

    public void Begin() => _deflater.Begin();

    public (int Consumed, int Written, bool IsDone) Deflate(ReadOnlySpan<byte> source, bool isLast, Span<byte> destination) =>
        _deflater.Deflate(source, isLast, destination);

    public void Dispose() => _deflater.Dispose();
}
