using Compressor.Generators;

namespace Samples;

/// <summary>One event, and what Lambda says about it.</summary>
/// <param name="RequestId">Lambda's id of the invocation. A retry of an asynchronous event has the same one.</param>
/// <param name="Payload">The event: JSON in UTF-8.</param>
/// <param name="Deadline">When Lambda ends the process if there is no answer.</param>
internal sealed record Invocation(string RequestId, ReadOnlyMemory<byte> Payload, DateTimeOffset Deadline);

/// <summary>
/// Handles one event and returns the answer: JSON in UTF-8, valid until the next event. What it throws is reported as the event's error.
/// </summary>
/// <param name="invocation">The event.</param>
/// <param name="cancellationToken">Cancelled shortly before the deadline.</param>
internal delegate Task<ReadOnlyMemory<byte>> InvocationHandler(Invocation invocation, CancellationToken cancellationToken);

/// <summary>An error in the form that Lambda keeps and shows.</summary>
[JsonLine]
internal sealed partial record InvocationError(string ErrorType, string ErrorMessage, string[] StackTrace)
{
    /// <summary>Describes an exception.</summary>
    public static InvocationError From(Exception exception) => new(
        exception.GetType().Name,
        exception.Message,
        exception.StackTrace?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? []);
}
