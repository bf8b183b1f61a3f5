using Compressor.Cli.Capacity.Simulation.Model;

namespace Compressor.Cli.Capacity.Simulation;

/// <summary>A run of a sweep.</summary>
/// <param name="Concurrency">Environments at most.</param>
/// <param name="P99Seconds">Seconds from upload to archive that 99 of 100 files do not exceed.</param>
/// <param name="DeadLetters">Events that were given up.</param>
/// <param name="MeetsTarget">Whether p99 is within the target and nothing was given up for its age.</param>
internal sealed record SweepRun(int Concurrency, double P99Seconds, long DeadLetters, bool MeetsTarget);

/// <summary>Finds the smallest limit that keeps p99 within a target, by halving.</summary>
internal static class ConcurrencySweep
{
    /// <summary>Tries limits from <paramref name="low"/> to <paramref name="high"/>.</summary>
    /// <returns>The smallest that meets the target, or null where none does, and all runs that were made, by limit.</returns>
    public static (int? Smallest, IReadOnlyList<SweepRun> Runs) Find(PipelineModel model, int low, int high, double targetSeconds, CancellationToken cancellationToken)
    {
        var runs = new SortedDictionary<int, SweepRun>();
        SweepRun Try(int concurrency)
        {
            var result = Simulator.Run(model with { Concurrency = concurrency }, cancellationToken);
            var p99 = result.Latency(0.99);
            return runs[concurrency] = new SweepRun(
                concurrency, p99, result.DeadLetters.Values.Sum(), p99 <= targetSeconds && result.DeadLetters.GetValueOrDefault("EventAgeExceeded") == 0);
        }

        if (!Try(high).MeetsTarget)
        {
            return (null, [.. runs.Values]);
        }

        if (Try(low).MeetsTarget)
        {
            return (low, [.. runs.Values]);
        }

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = Try(middle).MeetsTarget ? (low, middle) : (middle, high);
        }

        return (high, [.. runs.Values]);
    }
}
