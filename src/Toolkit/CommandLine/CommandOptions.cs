using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Compressor.Toolkit.CommandLine;

/// <summary>Creates options, and reads values that are neither plain text nor plain numbers.</summary>
public static class CommandOptions
{
    private static readonly (string Unit, double Factor)[] Units =
    [
        ("KiB", 1024), ("MiB", 1 << 20), ("GiB", 1 << 30), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("B", 1),
    ];

    /// <summary>Creates an option without a default.</summary>
    public static Option<T> Create<T>(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };

    /// <summary>Creates an option with a default.</summary>
    public static Option<T> Create<T>(string name, string description, string help, T value) =>
        new(name) { Description = description, HelpName = help, DefaultValueFactory = _ => value };

    /// <summary>Creates an option that takes several values.</summary>
    public static Option<T[]> CreateList<T>(string name, string description, string help, params T[] values) =>
        new(name)
        {
            Description = description,
            HelpName = help,
            DefaultValueFactory = _ => values,
            AllowMultipleArgumentsPerToken = true,
        };

    /// <summary>Creates an option with a reader of its own.</summary>
    public static Option<T> Create<T>(string name, string description, string help, Func<ArgumentResult, T> parse, T value) =>
        new(name) { Description = description, HelpName = help, CustomParser = parse, DefaultValueFactory = _ => value };

    /// <summary>Reads a size such as 10MB or 64MiB, in bytes.</summary>
    public static double Size(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var (unit, factor) = Units.FirstOrDefault(known => text.EndsWith(known.Unit, StringComparison.OrdinalIgnoreCase));
        if (unit is not null && Number(text[..^unit.Length].TrimEnd(), out var number) && number >= 0)
        {
            return number * factor;
        }

        result.AddError($"'{text}' is no size such as 10MB or 64MiB");
        return 0;
    }

    /// <summary>Returns a reader of numbers within bounds.</summary>
    public static Func<ArgumentResult, double> Between(double low, double high) => result =>
    {
        var text = result.Tokens[0].Value;
        if (Number(text, out var number) && number >= low && number <= high)
        {
            return number;
        }

        result.AddError(FormattableString.Invariant($"'{text}' is no number from {low} to {high}"));
        return low;
    };

    /// <summary>Returns a reader of whole numbers within bounds.</summary>
    public static Func<ArgumentResult, int> Between(int low, int high) => result =>
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high)
        {
            return number;
        }

        result.AddError($"'{result.Tokens[0].Value}' is no whole number from {low} to {high}");
        return low;
    };

    private static bool Number(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
