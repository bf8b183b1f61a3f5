namespace Compressor.Toolkit.Lambda;

/// <summary>How many environments are busy at once.</summary>
public static class Concurrency
{
    /// <summary>Environments that Lambda starts in ten seconds at most, for one function.</summary>
    public const double StartsPerTenSeconds = 1000;

    /// <summary>Executions that an account keeps unreserved.</summary>
    public const int Unreserved = 100;

    /// <summary>Little's law: arrivals a second times seconds each.</summary>
    public static double Mean(double filesPerSecond, double seconds) => filesPerSecond * seconds;

    /// <summary>
    /// What to reserve for a mean: three standard deviations more, since arrivals at random make the number of busy environments
    /// Poisson-distributed, so that its variance is its mean.
    /// </summary>
    public static int Needed(double mean) => (int)Math.Ceiling(mean + (3 * Math.Sqrt(mean)));

    /// <summary>Seconds from the first to the last environment of a rise.</summary>
    public static double RampSeconds(double environments) => environments / StartsPerTenSeconds * 10;
}
