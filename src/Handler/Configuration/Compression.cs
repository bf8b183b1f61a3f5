namespace Compressor.Handler.Configuration;

/// <summary>Which engine compresses. docs/performance.md has the figures.</summary>
internal enum Compression
{
    /// <summary>ISA-L: about four times as fast as <see cref="Balanced"/>, archives about a quarter larger.</summary>
    Fast,

    /// <summary>libdeflate at level 6.</summary>
    Balanced,

    /// <summary>libdeflate at level 9: a quarter of the speed, archives about 5 % smaller.</summary>
    Small,
}
