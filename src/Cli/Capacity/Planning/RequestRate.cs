using Compressor.Cli.Capacity.Planning.Formulas;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>Requests a second of one kind under one prefix.</summary>
/// <param name="Prefix">The prefix.</param>
/// <param name="Request">The request, and whose it is.</param>
/// <param name="Mean">Requests a second on average.</param>
/// <param name="Burst">Requests a second in a burst.</param>
/// <param name="Limit">What S3 serves a second for each prefix at least.</param>
internal sealed record RequestRate(string Prefix, string Request, double Mean, double Burst, double Limit)
{
    /// <summary>The share of the limit in a burst, all keys under one prefix.</summary>
    public double BurstShare => PrefixRates.Share(Burst, Limit, 1);

    /// <summary>The same with keys spread over the shards.</summary>
    public double ShardedBurstShare => PrefixRates.Share(Burst, Limit, PrefixRates.Shards);

    public static IReadOnlyList<RequestRate> Of(Workload workload)
    {
        var (mean, burst) = (workload.FilesPerSecond, workload.FilesPerSecond * workload.BurstFactor);
        return
        [
            new("incoming/", workload.DeletesSources ? "PUT (uploads) and DELETE" : "PUT (uploads)", mean * (workload.DeletesSources ? 2 : 1), burst * (workload.DeletesSources ? 2 : 1), PrefixRates.WritesPerSecond),
            new("incoming/", "GET", mean, burst, PrefixRates.ReadsPerSecond),
            new("processed/", "PUT", mean, burst, PrefixRates.WritesPerSecond),
        ];
    }
}
