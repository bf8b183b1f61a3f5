using System.Diagnostics.CodeAnalysis;

namespace Compressor.Toolkit.Units;

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
