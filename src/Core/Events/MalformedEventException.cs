using Compressor.Core.Failures;

namespace Compressor.Core.Events;

/// <summary>An event that is not JSON, or whose values are not what the event's shape has there.</summary>
public sealed class MalformedEventException(string path, long? offset, string expected, string found, Exception? cause = null)
    : Exception(Describe(path, offset, expected, found), cause), IFunctionFailure
{
    /// <inheritdoc/>
    public string ErrorType => ErrorTypes.MalformedEvent;

    /// <summary>Where in the event, such as <c>$.Records[0].s3.object.size</c>; inside messages the path starts with theirs.</summary>
    public string Path { get; } = path;

    /// <summary>The byte from 0, in the event or in the innermost message; null where a value is wrong as a whole.</summary>
    public long? Offset { get; } = offset;

    /// <summary>What was expected there.</summary>
    public string Expected { get; } = expected;

    /// <summary>What was found there.</summary>
    public string Found { get; } = found;

    private static string Describe(string path, long? offset, string expected, string found)
    {
        var at = offset is null ? path : FormattableString.Invariant($"{path} (byte {offset})");
        return $"The event is malformed at {at}: expected {expected}, found {found}.";
    }
}
