namespace Compressor.Core.Archiving;

/// <summary>The engine behind each value of COMPRESSION.</summary>
public static class DeflateEngines
{
    // docs/performance.md has the speed and size of each.
    private const int BalancedLevel = 6;
    private const int SmallLevel = 9;

    /// <exception cref="DllNotFoundException">The engine's library is not in the function's package.</exception>
    public static IDeflateEngine Create(Compression compression) => compression switch
    {
        Compression.Fast => new IsalEngine(),
        Compression.Small => new LibdeflateEngine(SmallLevel),
        _ => new LibdeflateEngine(BalancedLevel),
    };
}
