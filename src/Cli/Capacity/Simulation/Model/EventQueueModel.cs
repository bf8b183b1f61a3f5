namespace Compressor.Cli.Capacity.Simulation.Model;

/// <summary>
/// An SQS queue before the function, with its event source mapping, as Terraform's <c>event_source = "queue"</c> makes them.
/// </summary>
internal sealed record EventQueueModel
{
    /// <summary>SQS's reason for a dead letter.</summary>
    public const string ReceivedTooOften = nameof(ReceivedTooOften);

    /// <summary>Batches that Lambda has under way at once at first.</summary>
    public const int BatchesAtFirst = 5;

    /// <summary>How many more it has each minute, while messages wait.</summary>
    public const double MoreBatchesAMinute = 300;

    /// <summary><c>batch_size</c>.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary><c>maximum_batching_window</c>, in seconds.</summary>
    public double WindowSeconds { get; init; }

    /// <summary><c>maximum_concurrency</c>: batches under way at most.</summary>
    public int MaxBatches { get; init; } = 1250;

    /// <summary>Seconds after which a message that failed comes again.</summary>
    public double VisibilitySeconds { get; init; } = 3600;

    /// <summary><c>max_receive_count</c>.</summary>
    public int MaxReceiveCount { get; init; } = 20;

    /// <summary>
    /// Seconds of an object that are waiting for S3. In a batch only one object's are not hidden by the others' work.
    /// </summary>
    public double WaitingSeconds { get; init; }
}
