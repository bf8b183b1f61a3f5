namespace Compressor.Cli.Capacity.Planning.Formulas;

/// <summary>How often an environment starts.</summary>
internal static class ColdStarts
{
    /// <summary>Hours after which Lambda is taken to replace an environment that is always busy. It publishes no figure; two hours is what users report.</summary>
    public const double EnvironmentHours = 2;

    /// <summary>Starts a month: every environment anew each two hours, and for each burst those beyond the usual ones.</summary>
    public static double PerMonth(double meanEnvironments, double burstEnvironments, double burstsPerDay) =>
        (meanEnvironments * Workload.HoursPerMonth / EnvironmentHours) + (Math.Max(0, burstEnvironments - meanEnvironments) * burstsPerDay * 30);
}
