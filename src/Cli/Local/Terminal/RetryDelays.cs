using System.CommandLine.Parsing;
using System.Globalization;

namespace Compressor.Cli.Local.Terminal;

/// <summary>The value of <c>--retry-delays</c>.</summary>
internal static class RetryDelays
{
    /// <summary>Reads times such as <c>1s,2m</c> or <c>500ms</c>, or adds an error.</summary>
    public static TimeSpan[]? Parse(ArgumentResult result)
    {
        var times = result.Tokens.SelectMany(token => token.Value.Split(',')).Select(Read).ToArray();
        if (times.All(time => time is not null))
        {
            return [.. times.Select(time => time!.Value)];
        }

        result.AddError($"'{string.Join(',', result.Tokens)}' is no list of times such as 1s,2s, 500ms or 1m,2m");
        return null;
    }

    private static TimeSpan? Read(string text)
    {
        var digits = text.TrimEnd('m', 's', 'h');
        return !double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? null
            : text[digits.Length..] switch
            {
                "ms" => TimeSpan.FromMilliseconds(number),
                "s" => TimeSpan.FromSeconds(number),
                "m" => TimeSpan.FromMinutes(number),
                "h" => TimeSpan.FromHours(number),
                _ => null,
            };
    }
}
