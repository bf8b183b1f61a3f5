using Compressor.Toolkit.Samples;

namespace Compressor.Cli.Capacity.Simulation.Model;

/// <summary>
/// Random numbers for one purpose. Each purpose (arrivals, durations, faults …) has a stream of its own, so that a change in one
/// leaves the others as they were and runs can be compared.
/// </summary>
/// <param name="seed">The run's seed.</param>
/// <param name="purpose">Tells streams of a run apart.</param>
internal sealed class RandomStream(ulong seed, ulong purpose)
{
    private SampleRandom _random = new(seed ^ (purpose * 0xD1342543DE82EF95));
    private double? _spare;

    /// <summary>Returns a number from 0 up to, but not, 1.</summary>
    public double Uniform() => (_random.Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Returns an exponential number with mean 1.</summary>
    public double Exponential() => -Math.Log(1 - Uniform());

    /// <summary>Returns a whole number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => _random.Below(limit);

    /// <summary>Returns a standard normal number, by Marsaglia's polar method.</summary>
    public double Normal()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }

        double x, y, square;
        do
        {
            (x, y) = ((2 * Uniform()) - 1, (2 * Uniform()) - 1);
            square = (x * x) + (y * y);
        }
        while (square is >= 1 or 0);

        var factor = Math.Sqrt(-2 * Math.Log(square) / square);
        _spare = y * factor;
        return x * factor;
    }
}

/// <summary>How long invocations take, in seconds.</summary>
internal abstract record ServiceTime
{
    public abstract double Sample(RandomStream random);
}

/// <summary>Always the same.</summary>
internal sealed record FixedServiceTime(double Seconds) : ServiceTime
{
    public override double Sample(RandomStream random) => Seconds;
}

/// <summary>Lognormal, the shape that invocation times have: many near the middle, few long ones.</summary>
/// <param name="Seconds">The mean.</param>
/// <param name="Variation">Standard deviation by mean.</param>
internal sealed record LognormalServiceTime(double Seconds, double Variation) : ServiceTime
{
    private readonly double _sigma = Math.Sqrt(Math.Log(1 + (Variation * Variation)));

    public override double Sample(RandomStream random) => Seconds * Math.Exp((_sigma * random.Normal()) - (_sigma * _sigma / 2));
}

/// <summary>Durations that were measured, each as likely as it was.</summary>
internal sealed record MeasuredServiceTimes(IReadOnlyList<double> Samples) : ServiceTime
{
    public override double Sample(RandomStream random) => Samples[random.Below(Samples.Count)];
}
