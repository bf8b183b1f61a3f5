namespace Compressor.Cli.Capacity.Simulation.Model;

/// <summary>How long invocations take, in seconds.</summary>
internal abstract record ServiceTime
{
    /// <summary>The mean in seconds.</summary>
    public abstract double Mean { get; }

    public abstract double Sample(RandomStream random);
}

/// <summary>Always the same.</summary>
internal sealed record FixedServiceTime(double Seconds) : ServiceTime
{
    public override double Mean => Seconds;

    public override double Sample(RandomStream random) => Seconds;
}

/// <summary>Exponential: the one that queueing theory has closed formulas for.</summary>
internal sealed record ExponentialServiceTime(double Seconds) : ServiceTime
{
    public override double Mean => Seconds;

    public override double Sample(RandomStream random) => Seconds * random.Exponential();
}

/// <summary>Lognormal, the shape that invocation times have: many near the middle, few long ones.</summary>
/// <param name="Seconds">The mean.</param>
/// <param name="Variation">Standard deviation by mean.</param>
internal sealed record LognormalServiceTime(double Seconds, double Variation) : ServiceTime
{
    private readonly double _sigma = Math.Sqrt(Math.Log(1 + (Variation * Variation)));

    public override double Mean => Seconds;

    public override double Sample(RandomStream random) => Seconds * Math.Exp((_sigma * random.Normal()) - (_sigma * _sigma / 2));
}

/// <summary>Durations that were measured, each as likely as it was.</summary>
internal sealed record MeasuredServiceTimes(IReadOnlyList<double> Samples) : ServiceTime
{
    public override double Mean { get; } = Samples.Average();

    public override double Sample(RandomStream random) => Samples[random.Below(Samples.Count)];
}
