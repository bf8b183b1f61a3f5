using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compressor.Cli.Local.Invocations;

/// <summary>How an invocation ended.</summary>
/// <param name="Payload">The function's response, or the error as JSON.</param>
/// <param name="ErrorType">The error's type where it failed, else null.</param>
/// <param name="ErrorMessage">The error's message where it failed, else null.</param>
/// <param name="Report">What it took.</param>
/// <param name="LogTail">The last 4 KB of its log.</param>
public sealed record InvocationResult(
    ReadOnlyMemory<byte> Payload,
    string? ErrorType,
    string? ErrorMessage,
    InvocationReport Report,
    string LogTail)
{
    /// <summary>Whether the function failed.</summary>
    public bool Failed => ErrorType is not null;

    /// <summary>The value of X-Amz-Function-Error, and in dead letters: the only one that custom runtimes get.</summary>
    public const string FunctionError = "Unhandled";
}

/// <summary>How an invocation ended, before it is measured.</summary>
/// <param name="Payload">The response, or the error as JSON.</param>
/// <param name="Status">Its status.</param>
/// <param name="ErrorType">The error's type where it failed, else null.</param>
/// <param name="ErrorMessage">The error's message where it failed, else null.</param>
internal sealed record InvocationEnd(
    ReadOnlyMemory<byte> Payload, InvocationStatus Status, string? ErrorType = null, string? ErrorMessage = null)
{
    /// <summary>Returns the end that the function's process reported itself.</summary>
    /// <param name="payload">The body of its request, which Lambda passes on as it is.</param>
    /// <param name="errorTypeHeader">Lambda-Runtime-Function-Error-Type, used if the body does not name the type.</param>
    public static InvocationEnd Reported(ReadOnlyMemory<byte> payload, string? errorTypeHeader)
    {
        string? type = null;
        string? message = null;
        try
        {
            using var document = JsonDocument.Parse(payload);
            type = Text(document.RootElement, "errorType");
            message = Text(document.RootElement, "errorMessage");
        }
        catch (JsonException)
        {
            // Lambda takes any body; the header still names the error.
        }

        return new(payload, InvocationStatus.Failure, type ?? errorTypeHeader ?? "Runtime.Unknown", message ?? "");
    }

    /// <summary>Returns the end that Lambda itself reports for the function.</summary>
    public static InvocationEnd Raised(InvocationStatus status, string errorType, string errorMessage) =>
        new(JsonSerializer.SerializeToUtf8Bytes(new { errorType, errorMessage }), status, errorType, errorMessage);

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

/// <summary>The status in a report, as Lambda's JSON log has it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InvocationStatus>))]
public enum InvocationStatus
{
    /// <summary>The function returned a response.</summary>
    [JsonStringEnumMemberName("success")]
    Success,

    /// <summary>The function reported an error.</summary>
    [JsonStringEnumMemberName("failure")]
    Failure,

    /// <summary>The function's process ended, or its memory ran out.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>The function's time ran out.</summary>
    [JsonStringEnumMemberName("timeout")]
    Timeout,
}

/// <summary>What one invocation took: Lambda's REPORT.</summary>
/// <param name="RequestId">The invocation's request id.</param>
/// <param name="Time">When it ended.</param>
/// <param name="DurationMs">From the event's hand-out until the runtime asked for the next one, in milliseconds.</param>
/// <param name="BilledDurationMs">What AWS would bill, in whole milliseconds: the duration and, for a custom runtime, the
/// initialisation.</param>
/// <param name="MemorySizeMB">The function's memory, in MB.</param>
/// <param name="MaxMemoryUsedMB">The peak memory of its process since it started, in MB.</param>
/// <param name="InitDurationMs">From the process's start until its first request for an event, in milliseconds; null where it was
/// warm.</param>
/// <param name="Status">How it ended.</param>
/// <param name="ErrorType">The error's type, or null.</param>
public sealed record InvocationReport(
    string RequestId,
    DateTimeOffset Time,
    double DurationMs,
    long BilledDurationMs,
    int MemorySizeMB,
    int MaxMemoryUsedMB,
    double? InitDurationMs,
    InvocationStatus Status,
    string? ErrorType)
{
    /// <summary>The version that ran: its number, or <c>$LATEST</c>. Lambda's log line does not have it.</summary>
    public string Version { get; init; } = FunctionReference.Latest;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The record as a line of Lambda's JSON log.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            time = $"{Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}",
            type = "platform.report",
            record = new
            {
                requestId = RequestId,
                metrics = new
                {
                    durationMs = DurationMs,
                    billedDurationMs = BilledDurationMs,
                    memorySizeMB = MemorySizeMB,
                    maxMemoryUsedMB = MaxMemoryUsedMB,
                    initDurationMs = InitDurationMs,
                },
                status = Status,
                errorType = ErrorType,
            },
        },
        Json);
}
