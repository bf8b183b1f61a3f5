using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compressor.Cli.Local.Environments;

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
/// <param name="MaxMemoryUsedMB">The most its process has held since it started, in MB.</param>
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
