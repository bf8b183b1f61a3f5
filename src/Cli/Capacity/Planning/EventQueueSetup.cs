namespace Compressor.Cli.Capacity.Planning;

/// <summary>
/// An SQS queue before the function, with its event source mapping, in the terms of Terraform's variables for
/// <c>event_source = "queue"</c>.
/// </summary>
internal sealed record EventQueueSetup
{
    /// <summary>SQS's reason for a dead letter.</summary>
    public const string ReceivedTooOften = nameof(ReceivedTooOften);

    /// <summary>Batches that Lambda has under way at once at first (AWS Lambda's guide, scaling for SQS).</summary>
    public const int BatchesAtFirst = 5;

    /// <summary>How many more it has each minute, while messages wait.</summary>
    public const double MoreBatchesAMinute = 300;

    /// <summary>How many it has at most.</summary>
    public const int BatchLimit = 1250;

    /// <summary>
    /// Messages of a standard queue that are received and neither deleted nor visible again, at most (Amazon SQS's quotas): beyond it,
    /// receives come back empty.
    /// </summary>
    public const int MessagesInFlight = 120_000;

    /// <summary>Metrics of the mapping that CloudWatch charges for: <c>EventCount</c> has five for SQS.</summary>
    public const int Metrics = 5;

    /// <summary>Metrics that are watched by the alarms which only queue mode has: age and backlog.</summary>
    public const int Alarms = 2;

    // Messages of one receive or delete, and how long a poll waits that finds nothing.
    private const double MessagesOfARequest = 10;
    private const double PollSeconds = 20;
    private const double MaxRetentionDays = 14;

    /// <summary><c>batch_size</c>.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary><c>maximum_batching_window</c>, in seconds.</summary>
    public double WindowSeconds { get; init; }

    /// <summary><c>maximum_concurrency</c>: batches under way at most.</summary>
    public int MaximumConcurrency { get; init; } = BatchLimit;

    /// <summary>Seconds after which a message that failed comes again.</summary>
    public double VisibilitySeconds { get; init; } = 3600;

    /// <summary><c>max_receive_count</c>.</summary>
    public int MaxReceiveCount { get; init; } = 20;

    /// <summary>
    /// An outage that is shorter makes no dead letter: a message that fails in its first moment is received for the last time after it.
    /// </summary>
    public double OutageSeconds => (MaxReceiveCount - 1) * VisibilitySeconds;

    /// <summary>How many batches are under way at most.</summary>
    /// <param name="environments">Environments that the function can have.</param>
    public int MaxBatches(int environments) => Math.Min(MaximumConcurrency, environments);

    /// <summary>
    /// Files of an invocation while the function keeps up: the first message, and what comes within the window. Without a window nothing
    /// is waited for, and each file may have an invocation of its own.
    /// </summary>
    public double FilesPerInvocation(double filesPerSecond) => Math.Min(BatchSize, 1 + (filesPerSecond * WindowSeconds));

    /// <summary>How long SQS keeps a message: a day less than its source lives, 14 days at most.</summary>
    public static double RetentionDays(double sourceDays) => Math.Clamp(sourceDays - 1, 0, MaxRetentionDays);

    /// <summary>
    /// Requests to SQS: S3 sends one message a file; the mapping receives and deletes ten at a time, or a batch where that has fewer, and
    /// its first pollers ask an empty queue again and again.
    /// </summary>
    /// <param name="files">Files.</param>
    /// <param name="attempts">Messages that are received.</param>
    /// <param name="invocations">Batches.</param>
    /// <param name="seconds">How long the mapping polls.</param>
    public static double Requests(double files, double attempts, double invocations, double seconds) =>
        files + (2 * Math.Max(invocations, attempts / MessagesOfARequest)) + (seconds / PollSeconds * BatchesAtFirst);
}
