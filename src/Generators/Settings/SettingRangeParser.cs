using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Settings;

/// <summary>Reads the bounds of a <c>[Range]</c> in the terms of the setting's type.</summary>
internal static class SettingRangeParser
{
    private const long TicksPerMillisecond = 10_000;
    private static readonly Regex Quantity = new(@"^(\d{1,15})([A-Za-z]*)$", RegexOptions.CultureInvariant);

    /// <summary>Returns null if the bounds are not of the type, or the first one is the larger.</summary>
    public static SettingRangeSpec? Parse(SettingTypeSpec type, TypedConstant minimum, TypedConstant maximum)
    {
        if (minimum.Kind == TypedConstantKind.Array || maximum.Kind == TypedConstantKind.Array
            || Value(type, minimum.Value) is not { } from || Value(type, maximum.Value) is not { } to || from > to)
        {
            return null;
        }

        return new SettingRangeSpec(Expression(type, from), Expression(type, to), Text(minimum.Value!), Text(maximum.Value!));
    }

    private static decimal? Value(SettingTypeSpec type, object? bound) => (type.Kind, bound) switch
    {
        (SettingKind.Integer, int or long or byte or short or uint or ulong or ushort or sbyte) =>
            InType(type, Convert.ToDecimal(bound, CultureInfo.InvariantCulture)),
        (SettingKind.Number, int or long) => Convert.ToDecimal(bound, CultureInfo.InvariantCulture),
        (SettingKind.Number, double number) when Math.Abs(number) < 1e28 => (decimal)number,
        (SettingKind.Size, string text) => Parse(text, Factor),
        (SettingKind.Size, int or long) => Parse(Text(bound!), Factor),
        (SettingKind.Duration, string text) => Parse(text, Ticks),
        _ => null,
    };

    private static decimal? InType(SettingTypeSpec type, decimal value) =>
        value >= decimal.Parse(type.Minimum, CultureInfo.InvariantCulture)
            && value <= decimal.Parse(type.Maximum, CultureInfo.InvariantCulture)
            ? value
            : null;

    private static decimal? Parse(string text, Func<string, long?> factor)
    {
        var match = Quantity.Match(text);
        return match.Success && factor(match.Groups[2].Value) is { } unit
            && decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * unit is var value && value <= long.MaxValue
                ? value
                : null;
    }

    private static long? Factor(string unit) => unit.ToUpperInvariant() switch
    {
        "" or "B" => 1,
        "KB" => 1000,
        "MB" => 1000 * 1000,
        "GB" => 1000 * 1000 * 1000,
        "TB" => 1000L * 1000 * 1000 * 1000,
        "KIB" => 1L << 10,
        "MIB" => 1L << 20,
        "GIB" => 1L << 30,
        "TIB" => 1L << 40,
        _ => null,
    };

    private static long? Ticks(string unit) => unit switch
    {
        "ms" => TicksPerMillisecond,
        "s" => TicksPerMillisecond * 1000,
        "m" => TicksPerMillisecond * 60 * 1000,
        "h" => TicksPerMillisecond * 60 * 60 * 1000,
        "d" => TicksPerMillisecond * 24 * 60 * 60 * 1000,
        _ => null,
    };

    private static string Expression(SettingTypeSpec type, decimal value)
    {
        var digits = value.ToString(CultureInfo.InvariantCulture);
        return type.Kind switch
        {
            SettingKind.Size => $"new {type.Name}({digits}L)",
            SettingKind.Duration => $"new {type.Name}({digits}L)",
            SettingKind.Number => digits + (type.Name == "decimal" ? "m" : "d"),
            _ => digits,
        };
    }

    private static string Text(object bound) => Convert.ToString(bound, CultureInfo.InvariantCulture);
}
