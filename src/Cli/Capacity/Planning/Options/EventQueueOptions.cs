using System.CommandLine;
using static Compressor.Toolkit.CommandLine.CommandOptions;

namespace Compressor.Cli.Capacity.Planning.Options;

/// <summary>Options of queue mode, in the terms of Terraform's variables and with their defaults.</summary>
internal sealed class EventQueueOptions
{
    private const string Queue = "queue";

    private static readonly EventQueueSetup Usual = new();

    private readonly Option<string> _source = Create("--event-source", "direct, or queue: through SQS, in batches.", "kind", "direct");

    private readonly Option<int> _batch = Create(
        "--batch-size", "The maximum number of messages per invocation (queue).", "n", Between(1, 10_000), Usual.BatchSize);

    private readonly Option<double> _window = Create(
        "--batching-window", "How long the mapping waits for a full batch (queue).", "seconds", Between(0.0, 300), Usual.WindowSeconds);

    private readonly Option<int> _concurrency = Create(
        "--maximum-concurrency",
        "The maximum number of batches at a time (queue).",
        "n",
        Between(2, EventQueueSetup.BatchLimit),
        Usual.MaximumConcurrency);

    private readonly Option<double> _visibility = Create(
        "--visibility-timeout",
        "How long a failed message stays hidden before it comes again (queue).",
        "seconds",
        Between(1.0, 43_200),
        Usual.VisibilitySeconds);

    private readonly Option<int> _receives = Create(
        "--max-receive-count",
        "How often a message is received before it becomes a dead letter (queue).",
        "n",
        Between(1, 90),
        Usual.MaxReceiveCount);

    public EventQueueOptions() => _source.AcceptOnlyFromAmong("direct", Queue);

    public void AddTo(Command command) => command.Add(_source, _batch, _window, _concurrency, _visibility, _receives);

    /// <summary>Reads the queue; null in direct mode.</summary>
    public EventQueueSetup? Read(ParseResult parsed) => parsed.GetRequiredValue(_source) != Queue ? null : new()
    {
        BatchSize = parsed.GetRequiredValue(_batch),
        WindowSeconds = parsed.GetRequiredValue(_window),
        MaximumConcurrency = parsed.GetRequiredValue(_concurrency),
        VisibilitySeconds = parsed.GetRequiredValue(_visibility),
        MaxReceiveCount = parsed.GetRequiredValue(_receives),
    };
}
