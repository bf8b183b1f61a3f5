using System.Globalization;

namespace Compressor.Cli.Capacity.Simulation.Model;

/// <summary>When files come.</summary>
internal abstract record Arrivals
{
    /// <summary>Returns the times of all uploads in seconds from the start, ascending.</summary>
    public abstract IEnumerable<double> Times(RandomStream random);
}

/// <summary>Files that come at random (a Poisson process) at a rate that changes with time.</summary>
/// <param name="Seconds">How long files come.</param>
/// <param name="Rate">Files a second at a time in seconds.</param>
/// <param name="MaxRate">A bound of the rate.</param>
internal sealed record PoissonArrivals(double Seconds, Func<double, double> Rate, double MaxRate) : Arrivals
{
    /// <summary>The same rate all the time.</summary>
    public static PoissonArrivals Constant(double seconds, double rate) => new(seconds, _ => rate, rate);

    /// <summary>A rate, and a multiple of it for a while.</summary>
    public static PoissonArrivals Burst(double seconds, double rate, double factor, double start, double length) =>
        new(seconds, time => time >= start && time < start + length ? rate * factor : rate, rate * factor);

    /// <summary>
    /// A rate that rises and falls once a day by <paramref name="swing"/> (0 to 1) of its mean, with its low at midnight.
    /// </summary>
    public static PoissonArrivals Diurnal(double seconds, double rate, double swing) =>
        new(seconds, time => rate * (1 - (swing * Math.Cos(time / 86_400 * 2 * Math.PI))), rate * (1 + swing));

    public override IEnumerable<double> Times(RandomStream random)
    {
        // Thinning: draw candidates at the highest rate, and keep each with the probability rate / highest rate.
        for (var time = random.Exponential() / MaxRate; time < Seconds; time += random.Exponential() / MaxRate)
        {
            var rate = Rate(time);
            if (rate >= MaxRate || random.Uniform() * MaxRate < rate)
            {
                yield return time;
            }
        }
    }
}

/// <summary>
/// Files that come as a trace says: a line for each moment, its second and, after a comma, how many files (1 if left out).
/// </summary>
/// <param name="Moments">The moments in seconds, ascending, each with its number of files.</param>
internal sealed record TraceArrivals(IReadOnlyList<(double Second, int Files)> Moments) : Arrivals
{
    /// <summary>Reads a trace.</summary>
    /// <exception cref="FormatException">A line has another form or goes back in time; the message has its number.</exception>
    public static TraceArrivals Parse(IEnumerable<string> lines)
    {
        var moments = new List<(double, int)>();
        var (last, number) = (0.0, 0);
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#'))
            {
                continue;
            }

            var parts = line.Split(',');
            var files = 1;
            if (parts.Length > 2
                || !double.TryParse(parts[0], CultureInfo.InvariantCulture, out var second)
                || (parts.Length == 2 && !int.TryParse(parts[1], CultureInfo.InvariantCulture, out files))
                || !(second >= last) || double.IsInfinity(second) || files < 0)
            {
                throw new FormatException($"line {number}: '{line}' is not SECOND[,FILES] with seconds in ascending order");
            }

            moments.Add((second, files));
            last = second;
        }

        return new TraceArrivals(moments);
    }

    public override IEnumerable<double> Times(RandomStream random) =>
        Moments.SelectMany(moment => Enumerable.Repeat(moment.Second, moment.Files));
}
