using Compressor.Core.Archiving.Gzip;
using Compressor.Core.Archiving.Zip;
using Compressor.Core.Archiving.Zstd;

namespace Compressor.Core.Archiving;

/// <summary>The formats of archives, by the names that the setting <c>FORMAT</c> has for them.</summary>
public enum ArchiveFormat
{
    /// <summary>A zip archive with one entry: for handing a file on.</summary>
    Zip,

    /// <summary>RFC 1952, which nearly every tool reads as it is.</summary>
    Gzip,

    /// <summary>RFC 8878: smaller and faster than gzip, for tools that know it.</summary>
    Zstd,
}

/// <summary>What each format is. A new one has a line in the enumeration above and one here, and a folder beside this file.</summary>
public static class ArchiveFormats
{
    /// <summary>Every name, the default first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetNames<ArchiveFormat>().Select(name => name.ToLowerInvariant())];

    /// <summary>Returns the name that settings, options and tables have for a format.</summary>
    public static string Name(this ArchiveFormat format) => Names[(int)format];

    /// <summary>Returns the format of a name.</summary>
    /// <exception cref="FormatException">There is no format of that name.</exception>
    public static ArchiveFormat Parse(string name) => Names.Contains(name, StringComparer.Ordinal)
        ? Enum.Parse<ArchiveFormat>(name, ignoreCase: true)
        : throw new FormatException($"'{name}' is not a format: {string.Join(", ", Names)}");

    /// <summary>Returns what a format is. Nothing of the others is made or loaded.</summary>
    public static FormatDefinition Define(this ArchiveFormat format) => format switch
    {
        ArchiveFormat.Gzip => GzipDefinition.Instance,
        ArchiveFormat.Zstd => ZstdDefinition.Instance,
        _ => ZipDefinition.Instance,
    };
}
