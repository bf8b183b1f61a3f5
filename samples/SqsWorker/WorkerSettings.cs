using Compressor.Generators;

namespace SqsWorker;

/// <summary>The worker's environment variables. One that is wrong, or whose name is, is an error of the start.</summary>
[Settings("WORKER_")]
internal sealed partial record WorkerSettings
{
    /// <summary>The share of invocations all of whose log lines are written. The lines of those with failures always are.</summary>
    [Range(0, 1)]
    public double LogSamplingRate { get; init; } = 0.1;

    /// <summary>Orders of more pieces are refused.</summary>
    [Range(1, 1_000_000)]
    public int MaxPieces { get; init; } = 1000;
}
