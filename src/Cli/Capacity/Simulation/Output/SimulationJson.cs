using System.Text.Json;

namespace Compressor.Cli.Capacity.Simulation.Output;

/// <summary>Writes a simulation, and a sweep where there was one, as JSON: seconds and dollars.</summary>
internal static class SimulationJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Write(SimulationText text)
    {
        var result = text.Outcome.Result;
        return JsonSerializer.Serialize(
            new
            {
                Version = 1,
                result.Model.Seed,
                result.Model.Concurrency,
                result.Files,
                result.Archived,
                result.DeadLetters,
                result.Lost,
                Latency = new { P50 = result.Latency(0.5), P99 = result.Latency(0.99), Max = result.Latency(1) },
                result.MeanWaitSeconds,
                result.MeanBusy,
                result.PeakConcurrency,
                result.PeakWaiting,
                result.Attempts,
                result.Batches,
                result.Failures,
                result.Throttles,
                result.ColdStarts,
                result.S3Refusals,
                result.Partitions,
                result.BilledSeconds,
                result.EndSeconds,
                text.Dollars,
                result.Samples,
                MinConcurrency = text.Outcome.Smallest,
                Sweep = text.Outcome.Search is null ? null : text.Outcome.Runs,
            },
            Options);
    }
}
