using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Compressor.Toolkit.Units;

/// <summary>A unit of sizes or durations.</summary>
/// <param name="Name">How it is written, such as <c>MB</c>.</param>
/// <param name="Factor">How many bytes or seconds it has.</param>
internal sealed record Unit(string Name, double Factor)
{
    /// <summary>The bytes or seconds from which this unit is written in place of a smaller one.</summary>
    public double From { get; init; } = Factor;
}

/// <summary>Numbers with a unit, such as <c>10 MB</c> or <c>500ms</c>, the same in every culture.</summary>
internal static class Quantity
{
    private const NumberStyles Digits = NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;
    private const decimal MaxNumber = 1e15m;

    /// <summary>Reads a number from 0 to 10^15 and its unit, in upper or lower case, with or without a space between them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="units">The units that it may have.</param>
    /// <param name="value">The bytes or seconds.</param>
    public static bool TryParse(string text, IEnumerable<Unit> units, out double value)
    {
        var end = text.LastIndexOfAny(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.']) + 1;
        var name = text[end..].Trim();
        var unit = units.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        var digits = text[..end].Trim();
        value = 0;
        if (unit is null || !decimal.TryParse(digits, Digits, CultureInfo.InvariantCulture, out var number) || number > MaxNumber)
        {
            return false;
        }

        // Decimals, so that 1.234567 MB are exactly 1,234,567 bytes; the division strips zeros, which would cost digits.
        value = (double)(number * (decimal)unit.Factor / 1.0000000000000000000000000000m);
        return true;
    }

    /// <summary>Writes a value in the unit that fits.</summary>
    /// <param name="value">The bytes or seconds.</param>
    /// <param name="units">The units, ascending.</param>
    /// <param name="digits">Significant digits, 15 at most; those before the point are all written.</param>
    public static string Format(double value, IReadOnlyList<Unit> units, int digits)
    {
        // Rounded first: 999,950 bytes are 1 MB, not 1,000 KB.
        var scale = value == 0 ? 1 : Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) - digits + 1);
        var rounded = Math.Abs(Math.Round(value / scale) * scale);
        var unit = units.LastOrDefault(candidate => candidate.From <= rounded) ?? units[0];
        var number = (decimal)value / (decimal)unit.Factor;
        var integers = (int)Math.Floor(Math.Log10(Math.Max((double)Math.Abs(number), 1))) + 1;
        var text = Math.Round(number, Math.Clamp(digits - integers, 0, 15)).ToString("#,0.###############", CultureInfo.InvariantCulture);
        return $"{text} {unit.Name}";
    }
}

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

/// <summary>Durations as people write and read them: <c>500ms</c>, <c>1.5 s</c>, <c>2m</c>, <c>6h</c>.</summary>
public static class Durations
{
    private const double MaxSeconds = 1e9;

    private static readonly Unit[] Written =
    [
        new("µs", 1e-6), new("ms", 1e-3), new("s", 1), new("min", 60) { From = 120 }, new("h", 3600) { From = 7200 },
    ];

    private static readonly Unit[] All = [.. Written, new("us", 1e-6), new("m", 60)];

    /// <summary>Reads a duration, of 30 years at most.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text is null || !Quantity.TryParse(text, All, out var seconds) || seconds > MaxSeconds)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary>Writes a duration in the unit that fits: 12.4 µs, 410 ms, 1.5 s, 100 s, 45 min, 6 h.</summary>
    public static string Format(TimeSpan duration) => Format(duration.TotalSeconds);

    /// <inheritdoc cref="Format(TimeSpan)"/>
    /// <param name="seconds">Seconds; what never ends is written so.</param>
    public static string Format(double seconds) => seconds switch
    {
        0 => "0 s",
        double.PositiveInfinity => "without end",
        _ => Quantity.Format(seconds, Written, 3),
    };
}
