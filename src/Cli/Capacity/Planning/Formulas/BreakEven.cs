namespace Compressor.Cli.Capacity.Planning.Formulas;

/// <summary>From how many days of retention on a smaller archive is worth its CPU time.</summary>
internal static class BreakEven
{
    /// <summary>Where the search ends.</summary>
    public const double MostDays = 3650;

    /// <summary>
    /// Returns the days at which two costs are equal, 0 where the second is cheaper from the first day, or null where it never is.
    /// </summary>
    /// <param name="first">Cost a month for days of retention, of what is cheaper at first.</param>
    /// <param name="second">The same, of what grows more slowly.</param>
    public static double? Days(Func<double, double> first, Func<double, double> second)
    {
        var (low, high) = (0.0, MostDays);
        if (second(low) <= first(low))
        {
            return low;
        }

        if (second(high) > first(high))
        {
            return null;
        }

        while (high - low > 0.01)
        {
            var middle = (low + high) / 2;
            (low, high) = second(middle) <= first(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }
}
