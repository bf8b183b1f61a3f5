using Compressor.Core.Failures;

namespace Compressor.Core.Events;

/// <summary>An event that is no JSON, or whose values are not what the event's shape has there.</summary>
public sealed class MalformedEventException(string path, long offset, string expected, string found, Exception? cause = null)
    : Exception(FormattableString.Invariant($"The event is malformed at {path} (byte {offset}): expected {expected}, found {found}."), cause), IFunctionFailure
{
    /// <inheritdoc/>
    public string ErrorType => ErrorTypes.MalformedEvent;

    /// <summary>Where in the event, such as <c>$.Records[0].s3.object.size</c>; inside an SQS message the path starts with the message's.</summary>
    public string Path { get; } = path;

    /// <summary>The byte from 0: in the event, or in the message's body.</summary>
    public long Offset { get; } = offset;

    /// <summary>What was expected there.</summary>
    public string Expected { get; } = expected;

    /// <summary>What was found there.</summary>
    public string Found { get; } = found;
}
