using Compressor.Core.Failures;

namespace Compressor.Core.Events;

/// <summary>An event whose shape the function does not understand.</summary>
public sealed class UnknownEventException : Exception, IFunctionFailure
{
    private const int MaxNamed = 20;

    /// <summary>Creates the error for an event with these top-level properties.</summary>
    /// <param name="where">What was read, such as <c>the event</c> or <c>the body of message 3</c>.</param>
    /// <param name="properties">The names of its top-level properties.</param>
    /// <param name="detail">What else tells the event's shape, such as its source; empty for nothing.</param>
    public UnknownEventException(string where, IReadOnlyList<string> properties, string detail)
        : base($"The shape of {where} is unknown{detail}: it has {List(properties)}. Known shapes are S3 notifications, "
            + "s3:TestEvent and EventBridge events of aws.s3, the same in messages of SQS and SNS, and S3 Batch Operations jobs.")
    {
        Properties = properties;
    }

    /// <inheritdoc/>
    public string ErrorType => ErrorTypes.UnknownEvent;

    /// <summary>The names of the event's top-level properties.</summary>
    public IReadOnlyList<string> Properties { get; }

    private static string List(IReadOnlyList<string> properties) => properties.Count switch
    {
        0 => "no top-level properties",
        <= MaxNamed => "the top-level properties " + string.Join(", ", properties),
        _ => $"the top-level properties {string.Join(", ", properties.Take(MaxNamed))} and {properties.Count - MaxNamed} more",
    };
}
