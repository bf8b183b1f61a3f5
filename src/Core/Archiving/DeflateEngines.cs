namespace Compressor.Core.Archiving;

/// <summary>The engines behind each value of COMPRESSION. docs/performance.md has the speed and ratio of each.</summary>
public static class DeflateEngines
{
    private const int BalancedLevel = 6;
    private const int SmallLevel = 9;

    // Not 9: zlib-ng makes larger archives at that level than at 7 and 8.
    private const int StreamedBalancedLevel = 7;
    private const int StreamedSmallLevel = 8;

    /// <summary>Creates the engine of objects that fit in memory.</summary>
    /// <exception cref="DllNotFoundException">The engine's library is not in the function's package.</exception>
    public static IDeflateEngine Create(Compression compression) => compression switch
    {
        Compression.Fast => new IsalEngine(),
        Compression.Small => new LibdeflateEngine(SmallLevel),
        _ => new LibdeflateEngine(BalancedLevel),
    };

    /// <summary>Creates the engine of objects that are streamed.</summary>
    /// <exception cref="DllNotFoundException">The engine's library is not in the function's package.</exception>
    public static IIncrementalDeflate CreateStreaming(Compression compression) => compression switch
    {
        Compression.Fast => new IsalEngine(),
        Compression.Small => new ZlibEngine(StreamedSmallLevel),
        _ => new ZlibEngine(StreamedBalancedLevel),
    };
}
