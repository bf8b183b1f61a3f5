namespace Compressor.Core.Archiving;

/// <summary>How hard to compress. Which engine that is depends on the format; docs/performance.md has the figures.</summary>
public enum Compression
{
    /// <summary>ISA-L, or zstd at level 1: about four times as fast as <see cref="Balanced"/>.</summary>
    Fast,

    /// <summary>libdeflate at level 6, or zstd in the same time.</summary>
    Balanced,

    /// <summary>libdeflate at level 9, or zstd at level 8: half to a quarter of the speed, archives about 5 % smaller.</summary>
    Small,
}

/// <summary>The presets by the names that the setting <c>COMPRESSION</c> has for them.</summary>
public static class CompressionNames
{
    /// <summary>Every name, the fastest preset first.</summary>
    public static IReadOnlyList<string> All { get; } = ["fast", "balanced", "small"];

    /// <summary>The name of the preset that is used if nobody chooses one.</summary>
    public static string Default => Compression.Balanced.Name();

    /// <summary>Returns the name that settings and options have for a preset.</summary>
    public static string Name(this Compression compression) => All[(int)compression];

    /// <summary>Returns the preset of a name.</summary>
    /// <exception cref="FormatException">There is no preset of that name.</exception>
    public static Compression Parse(string name) => All.Contains(name, StringComparer.Ordinal)
        ? Enum.Parse<Compression>(name, ignoreCase: true)
        : throw new FormatException($"'{name}' is not a preset: {string.Join(", ", All)}");

    /// <summary>Returns the name of a format's preset in tables: <c>balanced</c> for zip, else such as <c>zstd balanced</c>.</summary>
    public static string With(ArchiveFormat format, string preset) => format == ArchiveFormat.Zip ? preset : $"{format.Name()} {preset}";

    /// <inheritdoc cref="With(ArchiveFormat, string)"/>
    public static string With(ArchiveFormat format, Compression compression) => With(format, compression.Name());
}
