using Compressor.Generators;
namespace Compressor.Core.Events;

/// <summary>
/// An S3 event notification, in the shape that <c>Amazon.Lambda.S3Events</c> made familiar.
/// Read with <c>S3Event.Read(utf8Json)</c>, which the generator writes.
/// </summary>
[JsonEvent]
public sealed partial record S3Event
{
    /// <summary>What happened, a record for each object; null in a test event.</summary>
    [JsonName("Records")]
    public IReadOnlyList<S3EventRecord>? Records { get; init; }
}
