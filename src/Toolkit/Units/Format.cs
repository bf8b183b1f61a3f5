using System.Globalization;

namespace Compressor.Toolkit.Units;

/// <summary>Figures as people read them, the same in every culture; <see cref="Sizes"/> and <see cref="Durations"/> write theirs.</summary>
public static class Format
{
    public static string Dollars(double dollars) => Math.Abs(dollars) switch
    {
        >= 10 or 0 => "$" + dollars.ToString("N0", CultureInfo.InvariantCulture),
        >= 0.01 => "$" + dollars.ToString("N2", CultureInfo.InvariantCulture),
        _ => "$" + dollars.ToString("0.0######", CultureInfo.InvariantCulture),
    };

    public static string Number(double number) => Math.Abs(number) switch
    {
        >= 100 or 0 => number.ToString("N0", CultureInfo.InvariantCulture),
        _ when double.IsInteger(number) => number.ToString("N0", CultureInfo.InvariantCulture),
        >= 1 => number.ToString("N1", CultureInfo.InvariantCulture),
        _ => number.ToString("0.####", CultureInfo.InvariantCulture),
    };

    public static string Percent(double share) => share.ToString(share is < 0.1 and > 0 ? "P1" : "P0", CultureInfo.InvariantCulture);
}
