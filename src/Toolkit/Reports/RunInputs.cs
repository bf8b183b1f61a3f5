using System.Collections;
using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using Compressor.Core;

namespace Compressor.Toolkit.Reports;

/// <summary>Reads what a command was given, so that its report can say so.</summary>
internal static class RunInputs
{
    /// <summary>Describes a run by its command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="others">Options that are about the report and not about what it says.</param>
    public static RunDescription Describe(ParseResult parsed, IReadOnlyList<Option> others)
    {
        var command = parsed.CommandResult.Command;
        var inputs = command.Options.Where(option => option is not HelpOption && !others.Contains(option))
            .Select(option => Read(parsed, option))
            .OrderByDescending(input => input.IsGiven)
            .ToList();
        var given = inputs.Where(input => input.IsGiven).Select(input => $" --{input.Name} {input.Value}".TrimEnd());
        var line = $"compressor {command.Name}{string.Concat(given)}";
        return new(line, ProductVersion.Number, DateOnly.FromDateTime(DateTime.UtcNow), inputs);
    }

    private static RunInput Read(ParseResult parsed, Option option)
    {
        var result = parsed.GetResult(option);
        var isGiven = result is { Implicit: false };
        var value = isGiven ? string.Join(' ', result!.Tokens.Select(token => token.Value)) : Show(option);
        return new(option.Name.TrimStart('-'), value, isGiven, option.Description ?? "");
    }

    /// <summary>The default as it could be given.</summary>
    private static string Show(Option option) => option.HasDefaultValue ? Show(option.GetDefaultValue()) : "";

    private static string Show(object? value) => value switch
    {
        null => "",
        string text => text,
        IEnumerable several => string.Join(' ', several.Cast<object?>().Select(Show)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
