using System.Globalization;

namespace Compressor.Toolkit.Units;

/// <summary>Figures as people read them, the same in every culture.</summary>
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

    public static string Seconds(double seconds) => seconds switch
    {
        double.PositiveInfinity => "without end",
        < 10 => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        < 120 => seconds.ToString("0", CultureInfo.InvariantCulture) + " s",
        < 7200 => (seconds / 60).ToString("0", CultureInfo.InvariantCulture) + " min",
        _ => (seconds / 3600).ToString("0.0", CultureInfo.InvariantCulture) + " h",
    };

    /// <summary>A duration in the unit that fits, from microseconds to seconds: 12 µs, 3.4 ms, 410 ms, 12 s.</summary>
    public static string Duration(double seconds) => Math.Abs(seconds) switch
    {
        0 => "0 ms",
        < 1e-3 => Significant(seconds * 1e6) + " µs",
        < 10 => Significant(seconds * 1e3) + " ms",
        _ => Significant(seconds) + " s",
    };

    /// <summary>A size in the unit that fits, of powers of ten: 340 B, 2 KB, 1.8 MB, 12 GB.</summary>
    public static string Bytes(double bytes) => Math.Abs(bytes) switch
    {
        < 1e3 => Significant(bytes) + " B",
        < 1e6 => Significant(bytes / 1e3) + " KB",
        < 1e9 => Significant(bytes / 1e6) + " MB",
        _ => Significant(bytes / 1e9) + " GB",
    };

    public static string Days(double? days) => days switch
    {
        null => "never within 10 years",
        0 => "from the first day",
        { } some => some.ToString("0.#", CultureInfo.InvariantCulture) + " days",
    };

    /// <summary>Three digits, or all of those before the point.</summary>
    private static string Significant(double number) => number.ToString(
        Math.Abs(number) switch { >= 100 => "N0", >= 10 => "0.#", _ => "0.##" }, CultureInfo.InvariantCulture);
}
