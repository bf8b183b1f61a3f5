using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;
using Compressor.Toolkit.Units;

namespace Compressor.Lab.Tuning;

/// <summary>What came of one memory size.</summary>
/// <param name="MemorySize">MB.</param>
/// <param name="Milliseconds">Warm invocations, each as Lambda would time it.</param>
/// <param name="CpuMilliseconds">CPU time of an object on average, in warm invocations.</param>
/// <param name="InitMilliseconds">Median of the inits.</param>
/// <param name="FirstMilliseconds">Median of first invocations.</param>
/// <param name="PeakMegabytes">The most memory that was resident, in MB of 2^20 bytes.</param>
/// <param name="Problem">Why the size does not work: out of memory, timeout, or what the function said; null if all went well.</param>
internal sealed record TuneRow(
    int MemorySize,
    IReadOnlyList<double> Milliseconds,
    double CpuMilliseconds,
    double InitMilliseconds,
    double FirstMilliseconds,
    double PeakMegabytes,
    string? Problem)
{
    /// <summary>Objects of an invocation.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>
    /// Bytes of archives for each byte of objects: larger where objects are streamed, since that is done by the fast engine.
    /// </summary>
    public double Ratio { get; init; }

    /// <summary>Milliseconds that so many of the warm invocations (a share) do not exceed; null where there were none.</summary>
    public double? Quantile(double share) => Quantiles.Find(Milliseconds, share);

    /// <summary>Milliseconds that Lambda bills for an object on average: whole ones for an invocation.</summary>
    public double BilledMilliseconds => Milliseconds.Count == 0 ? 0 : Milliseconds.Average(Math.Ceiling) / Batch;

    /// <summary>GB-seconds that Lambda bills for an object on average.</summary>
    public double GigabyteSeconds => BilledMilliseconds / 1000 * MemorySize / 1024;

    /// <summary>The billed time divided by the CPU time at the size's share of a CPU; 1 means that it never waits.</summary>
    public double BilledByCpu => CpuMilliseconds == 0 ? 0 : BilledMilliseconds * InvocationTime.CpuShare(MemorySize) / CpuMilliseconds;

    /// <summary>Dollars for a million objects: time and requests of warm invocations, at the first step's price.</summary>
    public double DollarsPerMillion(PriceTable prices, Architecture architecture) =>
        (GigabyteSeconds * 1e6 * prices[PriceIds.Compute(architecture)].First) + (prices[PriceIds.Requests].First / Batch);
}
