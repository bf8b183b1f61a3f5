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

        // Decimals, so that 1.234567 MB are 1,234,567 bytes and not a hair more; the division strips zeros, which would cost digits.
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
