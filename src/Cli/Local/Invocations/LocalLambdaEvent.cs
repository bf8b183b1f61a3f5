using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compressor.Cli.Local.Invocations;

/// <summary>Something that happened in a local Lambda.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Listening), "listening")]
[JsonDerivedType(typeof(EventAccepted), "eventAccepted")]
[JsonDerivedType(typeof(EventDropped), "eventDropped")]
[JsonDerivedType(typeof(EventThrottled), "eventThrottled")]
[JsonDerivedType(typeof(EventRetried), "eventRetried")]
[JsonDerivedType(typeof(EventDeadLettered), "eventDeadLettered")]
[JsonDerivedType(typeof(EventLost), "eventLost")]
[JsonDerivedType(typeof(InvocationFinished), "invocationFinished")]
[JsonDerivedType(typeof(EnvironmentStarted), "environmentStarted")]
[JsonDerivedType(typeof(EnvironmentEnded), "environmentEnded")]
[JsonDerivedType(typeof(CodeReplaced), "codeReplaced")]
[JsonDerivedType(typeof(BuildFailed), "buildFailed")]
public abstract record LocalLambdaEvent
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>When it happened.</summary>
    public DateTimeOffset Time { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>The event on one line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <summary>The Invoke API answers; the first event of all.</summary>
public sealed record Listening(string FunctionName, Uri InvokeEndpoint, int Concurrency) : LocalLambdaEvent;

/// <summary>An event was sent to the queue, and was not refused.</summary>
public sealed record EventAccepted(string RequestId) : LocalLambdaEvent;

/// <summary>The queue was full, and the event is gone: nobody but `compressor verify` finds its objects.</summary>
public sealed record EventDropped(string RequestId) : LocalLambdaEvent;

/// <summary>
/// An invocation found no free environment. An asynchronous one (<paramref name="Waits"/>) stays in the queue, a synchronous one was
/// refused.
/// </summary>
public sealed record EventThrottled(string RequestId, bool Waits) : LocalLambdaEvent;

/// <summary>An event failed and will be tried again after <paramref name="DelaySeconds"/>.</summary>
public sealed record EventRetried(string RequestId, int Failures, double DelaySeconds) : LocalLambdaEvent;

/// <summary>An event was given up and is in the dead-letter queue.</summary>
public sealed record EventDeadLettered(
    string RequestId, string Condition, int InvokeCount, string? ErrorType, string? ErrorMessage) : LocalLambdaEvent;

/// <summary>An event was given up, and the dead-letter queue did not take it.</summary>
public sealed record EventLost(string RequestId, string Condition, string Reason) : LocalLambdaEvent;

/// <summary>An invocation ended.</summary>
public sealed record InvocationFinished(
    InvocationReport Report, string? ErrorType, string? ErrorMessage, IReadOnlyList<ObjectOutcome> Outcomes) : LocalLambdaEvent;

/// <summary>A cold environment has initialised.</summary>
public sealed record EnvironmentStarted(int Environment, int? ProcessId, double InitDurationMs) : LocalLambdaEvent;

/// <summary>
/// An environment's process has ended: an error type, <c>Replaced</c> (it ended by itself while idle) or <c>Shutdown</c>.
/// </summary>
public sealed record EnvironmentEnded(int Environment, string Reason) : LocalLambdaEvent;

/// <summary>The function was built again; invocations that begin from now on run the new code.</summary>
public sealed record CodeReplaced(double BuildSeconds) : LocalLambdaEvent;

/// <summary>The function could not be built again, and the code before goes on running.</summary>
public sealed record BuildFailed(string Output) : LocalLambdaEvent;

/// <summary>What the function says it did with one object.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="Outcome">Compressed, Duplicate, Superseded, SourceMissing or Skipped.</param>
/// <param name="Archive">The archive's key, where there is one.</param>
/// <param name="BytesIn">The object's bytes.</param>
/// <param name="BytesOut">The archive's bytes.</param>
public sealed record ObjectOutcome(string Key, string Outcome, string? Archive, long BytesIn, long BytesOut)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads them from a response, <c>{"results":[…]}</c>. Another function's response has none.</summary>
    public static IReadOnlyList<ObjectOutcome> Parse(ReadOnlyMemory<byte> response)
    {
        try
        {
            return JsonSerializer.Deserialize<Response>(response.Span, Json)?.Results?.Where(
                result => result is { Key: not null, Outcome: not null }).ToArray() ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private sealed record Response(ObjectOutcome[]? Results);
}
