using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;
using Compressor.Toolkit.Units;

namespace Compressor.Lab.Tuning;

/// <summary>What came of one memory size.</summary>
/// <param name="MemorySize">MB.</param>
/// <param name="Milliseconds">Warm invocations, each as Lambda would time it.</param>
/// <param name="CpuMilliseconds">CPU time of a warm invocation on average.</param>
/// <param name="InitMilliseconds">Median of the inits.</param>
/// <param name="FirstMilliseconds">Median of first invocations.</param>
/// <param name="PeakMegabytes">The most memory that was resident, in MB of 2^20 bytes.</param>
/// <param name="Problem">Why the size is no good: out of memory, timeout, or what the function said; null where all went well.</param>
internal sealed record TuneRow(
    int MemorySize,
    IReadOnlyList<double> Milliseconds,
    double CpuMilliseconds,
    double InitMilliseconds,
    double FirstMilliseconds,
    double PeakMegabytes,
    string? Problem)
{
    /// <summary>
    /// Bytes of archives for each byte of objects: larger where objects are streamed, since that is done by the fast engine.
    /// </summary>
    public double Ratio { get; init; }

    /// <summary>Milliseconds that so many of the warm invocations (a share) do not exceed; null where there were none.</summary>
    public double? Quantile(double share) => Quantiles.Find(Milliseconds, share);

    /// <summary>GB-seconds that Lambda bills for an invocation on average: whole milliseconds.</summary>
    public double GigabyteSeconds => Milliseconds.Count == 0 ? 0 : Milliseconds.Average(Math.Ceiling) / 1000 * MemorySize / 1024;

    /// <summary>Dollars for a million warm invocations: time and requests, at the first step's price.</summary>
    public double DollarsPerMillion(PriceTable prices, Architecture architecture) =>
        (GigabyteSeconds * 1e6 * prices[PriceIds.Compute(architecture)].First) + prices[PriceIds.Requests].First;
}
