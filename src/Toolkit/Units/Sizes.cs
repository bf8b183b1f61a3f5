using System.Diagnostics.CodeAnalysis;

namespace Compressor.Toolkit.Units;

/// <summary>Sizes in bytes as people write and read them: <c>10MB</c> has 10^7 bytes, <c>64MiB</c> has 2^26.</summary>
public static class Sizes
{
    /// <summary>Bytes in a MiB: what Lambda calls a megabyte of memory.</summary>
    public const int MiB = 1 << 20;

    private static readonly Unit[] Decimal = [new("B", 1), new("KB", 1e3), new("MB", 1e6), new("GB", 1e9), new("TB", 1e12)];

    private static readonly Unit[] All =
    [
        .. Decimal, new("KiB", 1 << 10), new("MiB", MiB), new("GiB", 1 << 30), new("TiB", 1L << 40),
    ];

    /// <summary>Reads a size, of powers of ten or of two.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out double bytes)
    {
        bytes = 0;
        return text is not null && Quantity.TryParse(text, All, out bytes);
    }

    /// <summary>Reads a size, of powers of ten or of two.</summary>
    /// <exception cref="FormatException">The text is not a size; the message says what one looks like.</exception>
    public static double Parse(string text) =>
        TryParse(text, out var bytes) ? bytes : throw new FormatException($"'{text}' is not a size such as 10MB or 64MiB");

    /// <summary>Writes a size in the unit that fits, of powers of ten: 340 B, 2 KB, 1.83 MB, 12 GB.</summary>
    /// <param name="bytes">The size.</param>
    /// <param name="digits">Significant digits, 15 at most; those before the point are all written.</param>
    public static string Format(double bytes, int digits = 3) => Quantity.Format(bytes, Decimal, digits);
}
