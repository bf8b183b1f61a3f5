using Compressor.Core.Outcomes;
using Compressor.Handler.Runtime;
using Compressor.Handler.Tests.Faults.Harness;

namespace Compressor.Handler.Tests.Model;

/// <summary>How the messages of an invocation ended.</summary>
/// <param name="Outcomes">For each message the outcomes of its records; null where it failed.</param>
/// <param name="Error">Why the invocation failed; null where it did not.</param>
internal sealed record ModelAnswer(IReadOnlyList<IReadOnlyList<Outcome>?> Outcomes, string? Error)
{
    public static async Task<ModelAnswer> FromAsync(Running ended)
    {
        try
        {
            var response = await ended.Response;
            if (!ended.IsBatch)
            {
                return new([[Answer.Parse(response).ShouldHaveSingleItem()]], null);
            }

            var answer = QueueAnswer.Parse(response);
            return new(
                [
                    .. ended.Messages.Select<IReadOnlyList<Pending>, IReadOnlyList<Outcome>?>((_, i) => answer.Failed.Contains($"{i}")
                        ? null
                        : [.. answer.Results.Where(result => result.MessageId == $"{i}").Select(result => result.Outcome)]),
                ],
                null);
        }
        catch (Exception e) when (e is not Shouldly.ShouldAssertException)
        {
            return Failure(ended, $"{FunctionError.From(e).ErrorType}: {e.Message}");
        }
    }

    /// <summary>No message was answered as done.</summary>
    public static ModelAnswer Failure(Running ended, string error) =>
        new([.. ended.Messages.Select(_ => (IReadOnlyList<Outcome>?)null)], error);

    public override string ToString() =>
        Error ?? string.Join(" ", Outcomes.Select(message => message is null ? "failed" : $"[{string.Join(" ", message)}]"));
}
