using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Compressor.Toolkit.Units;

namespace Compressor.Toolkit.CommandLine;

/// <summary>Creates options, and reads values that are neither plain text nor plain numbers.</summary>
public static class CommandOptions
{
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

    /// <summary>Creates an option with a reader of its own and without a default, which would not be a value that can be given.</summary>
    public static Option<T?> CreateOptional<T>(string name, string description, string help, Func<ArgumentResult, T> parse)
        where T : struct => new(name) { Description = description, HelpName = help, CustomParser = result => parse(result) };

    /// <summary>Creates an option for a size with a default, which help and reports show as it can be given: 10MB.</summary>
    public static Option<string> CreateSize(string name, string description, double bytes)
    {
        var option = Create(name, description, "size", Sizes.Format(bytes, digits: 15).Replace(" ", "", StringComparison.Ordinal));
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Sizes.TryParse(token.Value, out _))
            {
                result.AddError(NotASize(token.Value));
            }
        });
        return option;
    }

    /// <summary>Lists names as a sentence does: <c>zip, gzip or zstd</c>.</summary>
    public static string Or(IReadOnlyList<string> names) => $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";

    /// <summary>Adds options to a command.</summary>
    public static void Add(this Command command, params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Reads a size such as 10MB or 64MiB, in bytes.</summary>
    public static double Size(ArgumentResult result)
    {
        if (!Sizes.TryParse(result.Tokens[0].Value, out var bytes))
        {
            result.AddError(NotASize(result.Tokens[0].Value));
        }

        return bytes;
    }

    /// <summary>Reads a duration such as 500ms or 7h.</summary>
    public static TimeSpan? Duration(ArgumentResult result)
    {
        if (!Durations.TryParse(result.Tokens[0].Value, out var duration))
        {
            result.AddError($"'{result.Tokens[0].Value}' is not a time such as 500ms, 30s or 7h");
        }

        return duration;
    }

    /// <summary>Reads durations between commas, such as 1s,2s.</summary>
    public static TimeSpan[]? DurationList(ArgumentResult result)
    {
        var durations = new List<TimeSpan>();
        foreach (var text in result.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            if (!Durations.TryParse(text, out var duration))
            {
                result.AddError($"'{string.Join(',', result.Tokens)}' is not a list of times such as 1s,2s, 500ms or 1m,2m");
                return null;
            }

            durations.Add(duration);
        }

        return [.. durations];
    }

    /// <summary>Reads an absolute http or https URL.</summary>
    public static Uri? Url(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps))
        {
            return url;
        }

        result.AddError($"'{text}' is not an http or https URL");
        return null;
    }

    /// <summary>Returns a reader of numbers within bounds.</summary>
    public static Func<ArgumentResult, double> Between(double low, double high) => result =>
    {
        var text = result.Tokens[0].Value;
        if (Number(text, out var number) && number >= low && number <= high)
        {
            return number;
        }

        result.AddError($"'{text}' is not a number from {low} to {high}");
        return low;
    };

    /// <summary>Returns a reader of whole numbers within bounds.</summary>
    public static Func<ArgumentResult, int> Between(int low, int high) => result =>
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high)
        {
            return number;
        }

        result.AddError($"'{text}' is not a whole number from {low} to {high}");
        return low;
    };

    private static string NotASize(string text) => $"'{text}' is not a size such as 10MB or 64MiB";

    private static bool Number(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number);
}
