namespace Compressor.Core.Archiving.Deflate;

/// <summary>The engines of the formats that hold deflated data, for each COMPRESSION. docs/performance.md has their figures.</summary>
public static class DeflateEngines
{
    private const int BalancedLevel = 6;
    private const int SmallLevel = 9;

    // Not 9: zlib-ng makes larger archives at that level than at 7 and 8.
    private const int StreamedBalancedLevel = 7;
    private const int StreamedSmallLevel = 8;

    /// <summary>Creates the engine of objects that fit in memory.</summary>
    /// <exception cref="DllNotFoundException">The engine's library is not in the function's package.</exception>
    public static IEngine Create(Compression compression) => compression switch
    {
        Compression.Fast => new IsalEngine(),
        Compression.Small => new LibdeflateEngine(SmallLevel),
        _ => new LibdeflateEngine(BalancedLevel),
    };

    /// <summary>Creates the engine of objects that are streamed.</summary>
    /// <exception cref="DllNotFoundException">The engine's library is not in the function's package.</exception>
    public static IIncrementalEngine CreateStreaming(Compression compression) => compression switch
    {
        Compression.Fast => new IsalEngine(),
        Compression.Small => new ZlibEngine(StreamedSmallLevel),
        _ => new ZlibEngine(StreamedBalancedLevel),
    };

    /// <summary>Returns the most bytes that any of the engines makes of <paramref name="size"/> bytes.</summary>
    /// <remarks>
    /// Data that does not shrink is put in stored blocks. ISA-L and zlib-ng spend 5 bytes on each, and a block holds 16 KiB or more;
    /// libdeflate counts on blocks of 10,000 bytes. Twice ISA-L's, and some bytes for the end, is on the safe side.
    /// </remarks>
    public static long MaxLength(long size) => size + (size / 16_384 * 10) + 1024;
}
