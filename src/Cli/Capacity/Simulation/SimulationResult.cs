using Compressor.Cli.Capacity.Simulation.Model;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Simulation;

/// <summary>A point of the curves.</summary>
/// <param name="Second">Seconds from the start.</param>
/// <param name="Waiting">Events that wait for an environment or for their next attempt.</param>
/// <param name="Busy">Environments at work.</param>
/// <param name="Alive">Environments at work or warm.</param>
internal sealed record SimulationSample(double Second, int Waiting, int Busy, int Alive);

/// <summary>What came of a simulation.</summary>
internal sealed record SimulationResult
{
    public required PipelineModel Model { get; init; }

    /// <summary>Files that were uploaded.</summary>
    public required long Files { get; init; }

    public required long Archived { get; init; }

    /// <summary>Dead letters, by why.</summary>
    public required IReadOnlyDictionary<string, long> DeadLetters { get; init; }

    /// <summary>Files that are neither archived nor a dead letter when nothing is left to do: must be 0.</summary>
    public required long Lost { get; init; }

    /// <summary>Seconds from upload to archive of every archived file, ascending.</summary>
    public required double[] Latencies { get; init; }

    /// <summary>Seconds that events waited for an environment before the attempt that took them, on average over attempts.</summary>
    public required double MeanWaitSeconds { get; init; }

    public required long Attempts { get; init; }

    /// <summary>Attempts that failed.</summary>
    public required long Failures { get; init; }

    /// <summary>Times that an event met no free environment.</summary>
    public required long Throttles { get; init; }

    public required long ColdStarts { get; init; }

    public required int PeakConcurrency { get; init; }

    public required int PeakWaiting { get; init; }

    /// <summary>Environments at work on average from the first upload to the end.</summary>
    public required double MeanBusy { get; init; }

    /// <summary>Seconds of all invocations, inits among them: what Lambda bills.</summary>
    public required double BilledSeconds { get; init; }

    /// <summary>Requests that S3 answered with 503.</summary>
    public required long S3Refusals { get; init; }

    /// <summary>Partitions that S3 had at the end.</summary>
    public required int Partitions { get; init; }

    /// <summary>When the last file was done with.</summary>
    public required double EndSeconds { get; init; }

    public required IReadOnlyList<SimulationSample> Samples { get; init; }

    /// <summary>Seconds from upload to archive that so many files (a share of all) do not exceed; 0 where there are none.</summary>
    public double Latency(double share) => Quantiles.FindSorted(Latencies, share) ?? 0;
}
