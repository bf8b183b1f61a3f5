using System.Buffers;
using System.Text.Json;
using Compressor.Core.Events;
using Compressor.Core.Outcomes;
using Compressor.Handler.Pipeline;
using Compressor.Handler.Runtime;

namespace Compressor.Handler;

/// <summary>Writes what an invocation answers, into one buffer that is kept.</summary>
internal sealed class FunctionResponse
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    /// <summary>Writes <c>{"results":[{"key":…,"outcome":…,"archive":…,"bytesIn":…,"bytesOut":…}]}</c>.</summary>
    public ReadOnlyMemory<byte> Write(IReadOnlyList<ObjectAttempt> attempts)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer);
        json.WriteStartObject();
        json.WriteStartArray("results"u8);
        foreach (var attempt in attempts)
        {
            var result = attempt.Result!;
            json.WriteStartObject();
            json.WriteString("key"u8, result.Key);
            json.WriteString("outcome"u8, NameOf(result.Outcome));
            if (result.ArchiveKey is not null)
            {
                json.WriteString("archive"u8, result.ArchiveKey);
            }

            if (result.Reason is not null)
            {
                json.WriteString("reason"u8, result.Reason);
            }

            json.WriteNumber("bytesIn"u8, result.BytesIn);
            json.WriteNumber("bytesOut"u8, result.BytesOut);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return _buffer.WrittenMemory;
    }

    /// <summary>Writes what S3 Batch Operations wants: a result for each task, of which temporary failures are tried again.</summary>
    public ReadOnlyMemory<byte> WriteBatch(IncomingEvent incoming, IReadOnlyList<ObjectAttempt> attempts)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer);
        json.WriteStartObject();
        json.WriteString("invocationSchemaVersion"u8, incoming.BatchSchemaVersion);
        json.WriteString("treatMissingKeysAs"u8, "TemporaryFailure"u8);
        json.WriteString("invocationId"u8, incoming.BatchInvocationId);
        json.WriteStartArray("results"u8);
        foreach (var attempt in attempts)
        {
            json.WriteStartObject();
            json.WriteString("taskId"u8, attempt.Upload.TaskId);
            json.WriteString("resultCode"u8, ResultCode(attempt));
            json.WriteString("resultString"u8, attempt.Failure is { } failure
                ? $"{FunctionError.From(failure).ErrorType}: {failure.Message}"
                : NameOf(attempt.Result!.Outcome));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return _buffer.WrittenMemory;
    }

    // A task that another try may mend is tried again; one whose object is gone is reported, and not.
    private static ReadOnlySpan<byte> ResultCode(ObjectAttempt attempt) =>
        attempt.Failure is not null ? "TemporaryFailure"u8
        : attempt.Result!.Outcome == Outcome.SourceMissing ? "PermanentFailure"u8
        : "Succeeded"u8;

    // Not ToString(): that would look the name up by reflection.
    private static string NameOf(Outcome outcome) => outcome switch
    {
        Outcome.Compressed => nameof(Outcome.Compressed),
        Outcome.Duplicate => nameof(Outcome.Duplicate),
        Outcome.Superseded => nameof(Outcome.Superseded),
        Outcome.SourceMissing => nameof(Outcome.SourceMissing),
        _ => nameof(Outcome.Skipped),
    };
}
