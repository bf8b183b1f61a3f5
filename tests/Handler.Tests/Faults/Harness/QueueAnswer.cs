using System.Text.Json;
using Compressor.Core.Outcomes;

namespace Compressor.Handler.Tests.Faults.Harness;

/// <summary>What the function answers for a batch of SQS.</summary>
/// <param name="Failed">The messages that are to come again.</param>
/// <param name="Results">The objects that ended well, in the batch's order.</param>
internal sealed record QueueAnswer(IReadOnlyList<string> Failed, IReadOnlyList<(string MessageId, string Key, Outcome Outcome)> Results)
{
    public static QueueAnswer Parse(string response)
    {
        using var document = JsonDocument.Parse(response);
        var root = document.RootElement;
        return new(
            [.. root.GetProperty("batchItemFailures").EnumerateArray().Select(item => item.GetProperty("itemIdentifier").GetString()!)],
            [
                .. root.GetProperty("results").EnumerateArray().Select(result => (
                    result.GetProperty("messageId").GetString()!,
                    result.GetProperty("key").GetString()!,
                    Enum.Parse<Outcome>(result.GetProperty("outcome").GetString()!))),
            ]);
    }

    public override string ToString() => $"failed {string.Join(",", Failed)}; {string.Join(", ", Results)}";
}
