using Compressor.Cli.Capacity.Planning;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Capacity.Simulation;

/// <summary>What a simulated stretch of time costs: Lambda's time and requests, and S3's requests, as they came about.</summary>
internal static class SimulationCost
{
    public static CostLines Of(SimulationResult result, Demand demand, PriceTable prices) => new CostLines(prices)
        .Add(
            "Lambda compute",
            PriceIds.Compute(demand.Setup.Architecture),
            BilledTime.GigabyteSeconds(1, result.BilledSeconds, demand.Setup.MemorySize),
            $"{result.BilledSeconds:N0} s, inits among them, x {demand.Setup.MemorySize} MB")
        .Add("Lambda requests", PriceIds.Requests, result.Attempts / 1e6, $"{result.Attempts:N0} attempts")
        .Add("S3 PUT", PriceIds.Put(demand.Workload.Processed.Stays[0].Class), result.Archived / 1000.0, $"{result.Archived:N0} archives")
        .Add("S3 GET", PriceIds.Get, result.Attempts / 1000.0, $"{result.Attempts:N0} reads")
        .Add("Dead letters", PriceIds.QueueRequests, result.DeadLetters.Values.Sum() * 3 / 1e6, $"3 requests each");
}
