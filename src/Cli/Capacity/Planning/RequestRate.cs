using Compressor.Core.Keys;

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
    public double ShardedBurstShare => PrefixRates.Share(Burst, Limit, KeyMapping.ShardCount);

    public static IReadOnlyList<RequestRate> CreateAll(Workload workload)
    {
        var (mean, burst) = (workload.FilesPerSecond, workload.FilesPerSecond * workload.BurstFactor);
        return
        [
            workload.DeletesSources
                ? new("incoming/", "PUT (uploads) and DELETE", mean * 2, burst * 2, PrefixRates.WritesPerSecond)
                : new("incoming/", "PUT (uploads)", mean, burst, PrefixRates.WritesPerSecond),
            new("incoming/", "GET", mean, burst, PrefixRates.ReadsPerSecond),
            new("processed/", "PUT", mean, burst, PrefixRates.WritesPerSecond),
        ];
    }
}

/// <summary>Requests a second against what S3 takes for each prefix before it splits it.</summary>
internal static class PrefixRates
{
    /// <summary>PUT, COPY, POST and DELETE requests a second that S3 serves at least for each prefix.</summary>
    public const double WritesPerSecond = 3500;

    /// <summary>GET and HEAD requests a second that S3 serves at least for each prefix.</summary>
    public const double ReadsPerSecond = 5500;

    /// <summary>The share of a prefix's limit that so many requests a second take when spread evenly.</summary>
    public static double Share(double perSecond, double limit, int prefixes) => perSecond / prefixes / limit;
}
