namespace Compressor.Core.Archiving;

/// <summary>Which engine compresses. docs/performance.md has the figures.</summary>
public enum Compression
{
    /// <summary>ISA-L: about four times as fast as <see cref="Balanced"/>, archives about a quarter larger.</summary>
    Fast,

    /// <summary>libdeflate at level 6.</summary>
    Balanced,

    /// <summary>libdeflate at level 9: a quarter of the speed, archives about 5 % smaller.</summary>
    Small,
}

/// <summary>The presets by the names that the setting <c>COMPRESSION</c> has for them.</summary>
public static class CompressionNames
{
    /// <summary>Every name, the fastest preset first.</summary>
    public static IReadOnlyList<string> All { get; } = ["fast", "balanced", "small"];

    /// <summary>The name of the preset that is used if nobody chooses one.</summary>
    public static string Default => All[(int)Compression.Balanced];
}
