using System.Text.Json;

namespace Compressor.Cli.Local.Mappings;

/// <summary>An event source mapping on an SQS queue, as Lambda has it.</summary>
/// <param name="Uuid">Its id.</param>
/// <param name="QueueArn">The queue.</param>
/// <param name="QueueUrl">Where the queue is called.</param>
/// <param name="BatchSize">Messages of an invocation at most.</param>
/// <param name="WindowSeconds">How long it waits for a full batch; 0: it does not.</param>
/// <param name="MaximumConcurrency">Batches under way at most; null for Lambda's own limit.</param>
/// <param name="ReportsItemFailures">Whether the function names the messages that failed.</param>
internal sealed record EventSourceMapping(
    string Uuid, string QueueArn, Uri QueueUrl, int BatchSize, int WindowSeconds, int? MaximumConcurrency, bool ReportsItemFailures)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the list that the local AWS keeps.</summary>
    public static IReadOnlyList<EventSourceMapping> ParseAll(string json) => JsonSerializer.Deserialize<EventSourceMapping[]>(json, Json)!;

    /// <summary>How many batches Lambda has under way at most, some time after messages began to come.</summary>
    /// <remarks>5 at first, then 300 more a minute, 1,250 in the end (AWS Lambda's guide, scaling for SQS).</remarks>
    public int ConcurrencyAfter(TimeSpan busy)
    {
        const int First = 5;
        const int MoreAMinute = 300;
        const int Limit = 1250;
        var scaled = First + (int)Math.Min(busy.TotalMinutes * MoreAMinute, Limit);
        return Math.Min(scaled, MaximumConcurrency ?? Limit);
    }
}
