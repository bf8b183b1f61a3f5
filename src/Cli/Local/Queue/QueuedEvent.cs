using Compressor.Cli.Local.Environments;

namespace Compressor.Cli.Local.Queue;

/// <summary>An event of the asynchronous queue.</summary>
/// <param name="invocation">The invocation; a retry repeats it with its request id.</param>
/// <param name="received">When the queue took it.</param>
internal sealed class QueuedEvent(Invocation invocation, DateTimeOffset received)
{
    public Invocation Invocation => invocation;

    public DateTimeOffset Received => received;

    /// <summary>Attempts that failed so far.</summary>
    public int Failures { get; set; }

    /// <summary>The last attempt's end; null before the first.</summary>
    public InvocationResult? Last { get; set; }

    /// <summary>Whether the attempt at hand has found no environment.</summary>
    public bool Throttled { get; set; }
}
