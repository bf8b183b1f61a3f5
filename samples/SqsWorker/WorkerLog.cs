using Compressor.Generators;

namespace SqsWorker;

/// <summary>The lines of the worker's log.</summary>
internal sealed partial class WorkerLog(SampledLogWriter writer)
{
    private SampledLogWriter Writer { get; } = writer;

    [SampledLog(LogLevel.Info, "Order {id} has {pieces} pieces")]
    public partial void Accepted(string id, int pieces, DateTimeOffset? placedAt);

    [SampledLog(LogLevel.Error, "Message {messageId} failed: {exception}")]
    public partial void Failed(string messageId, Exception exception);

    [SampledLog(LogLevel.Warn, "{messages} messages are left for another invocation: there is no time for them")]
    public partial void OutOfTime(int messages);
}
