using Compressor.Core.Events;
using Compressor.Core.Failures;
using Compressor.Core.Outcomes;
using Compressor.Generators;
using Compressor.Handler.Pipeline;
using Compressor.Handler.Runtime;

namespace Compressor.Handler;

/// <summary>Writes what an invocation answers, into one buffer that is kept.</summary>
internal sealed class FunctionResponse
{
    /// <summary>
    /// The most bytes of results in a response. Lambda takes 6 MB and turns a longer response into a failure of work that was done; nobody
    /// reads the response of an asynchronous invocation, and who invokes by hand wants the counts and the first results.
    /// </summary>
    public const int MaxResultBytes = 256 * 1024;

    /// <summary>The most characters of a task's result that S3 Batch Operations gets.</summary>
    public const int MaxResultStringLength = 1000;

    private readonly JsonLineBuffer _json = new();
    private readonly JsonLineBuffer _result = new();
    private readonly int[] _counts = new int[OutcomeNames.All.Count];

    /// <summary>
    /// Writes
    /// <c>{"results":[{"key":…,"outcome":…,"archive":…,"bytesIn":…,"bytesOut":…}],"objects":1,"omitted":0,"outcomes":{"Compressed":1}}</c>:
    /// the first results that fit, and how many there were. For a batch of SQS, <c>"batchItemFailures":[{"itemIdentifier":…}]</c> comes
    /// first, with every message that failed: all others are deleted from the queue.
    /// </summary>
    /// <param name="attempts">The objects. Those that failed have no result.</param>
    /// <param name="failedMessages">The messages of SQS that failed; null for other events.</param>
    public ReadOnlyMemory<byte> Write(IReadOnlyList<ObjectAttempt> attempts, IReadOnlyCollection<string>? failedMessages = null)
    {
        _json.Clear();
        Array.Clear(_counts);
        var (results, written, isFull) = (0, 0, false);
        WriteFailed(failedMessages);
        _json.Raw("\"results\":["u8);
        foreach (var attempt in attempts)
        {
            if (attempt.Result is not { } result)
            {
                continue;
            }

            results++;
            _counts[(int)result.Outcome]++;
            isFull = isFull || !Fits(result, attempt.Upload.MessageId);
            if (!isFull)
            {
                _json.Raw(written++ == 0 ? ""u8 : ","u8);
                _json.Raw(_result.Written);
            }
        }

        _json.Raw("],"u8);
        _result.Clear();
        new ResponseCounts(attempts.Count, results - written, OutcomeCounts()).WriteTo(_result);
        _json.Raw(_result.Written[1..]);
        return _json.WrittenMemory;
    }

    /// <summary>Writes what S3 Batch Operations wants: a result for each task, of which temporary failures are tried again.</summary>
    public ReadOnlyMemory<byte> WriteBatch(IncomingEvent incoming, IReadOnlyList<ObjectAttempt> attempts)
    {
        _json.Clear();
        new BatchAnswer(
            incoming.BatchSchemaVersion,
            "TemporaryFailure",
            incoming.BatchInvocationId,
            [.. attempts.Select(BatchResult.From)]).WriteTo(_json);
        return _json.WrittenMemory;
    }

    private void WriteFailed(IReadOnlyCollection<string>? failedMessages)
    {
        if (failedMessages is null)
        {
            _json.Raw("{"u8);
            return;
        }

        _result.Clear();
        new MessagesAnswer([.. failedMessages.Select(id => new FailedMessage(id))]).WriteTo(_result);
        _json.Raw(_result.Written[..^1]);
        _json.Raw(","u8);
    }

    private bool Fits(ObjectResult result, string? messageId)
    {
        _result.Clear();
        new ObjectAnswer(result.Key, result.Outcome, result.ArchiveKey, result.Reason, result.BytesIn, result.BytesOut, messageId)
            .WriteTo(_result);
        return _json.Written.Length + _result.Written.Length < MaxResultBytes;
    }

    private Dictionary<string, int> OutcomeCounts()
    {
        var counts = new Dictionary<string, int>();
        for (var outcome = 0; outcome < _counts.Length; outcome++)
        {
            if (_counts[outcome] > 0)
            {
                counts.Add(OutcomeNames.All[outcome], _counts[outcome]);
            }
        }

        return counts;
    }
}

/// <summary>What became of one object.</summary>
[JsonLine(OmitNulls = true)]
internal readonly partial record struct ObjectAnswer(
    string Key, Outcome Outcome, string? Archive, string? Reason, long BytesIn, long BytesOut, string? MessageId);

/// <summary>How many objects the event had, how many of their results are left out, and how many had each outcome.</summary>
[JsonLine]
internal readonly partial record struct ResponseCounts(int Objects, int Omitted, Dictionary<string, int> Outcomes);

/// <summary>What an event source mapping with <c>ReportBatchItemFailures</c> reads of the answer.</summary>
[JsonLine]
internal readonly partial record struct MessagesAnswer(FailedMessage[] BatchItemFailures);

/// <summary>A message that is to come again.</summary>
[JsonLine]
internal readonly partial record struct FailedMessage(string ItemIdentifier);

/// <summary>The answer to S3 Batch Operations.</summary>
[JsonLine]
internal sealed partial record BatchAnswer(
    string? InvocationSchemaVersion, string TreatMissingKeysAs, string? InvocationId, BatchResult[] Results);

/// <summary>The answer for one task.</summary>
[JsonLine]
internal sealed partial record BatchResult(string? TaskId, string ResultCode, string ResultString)
{
    private const string TemporaryFailure = nameof(TemporaryFailure);
    private const string PermanentFailure = nameof(PermanentFailure);

    /// <summary>
    /// S3 Batch tries a task again that another try may mend, and reports at once one whose object is gone or whose failure stays the same.
    /// </summary>
    public static BatchResult From(ObjectAttempt attempt)
    {
        if (attempt.Failure is { } failure)
        {
            var error = FunctionError.From(failure);
            var text = FunctionError.Cut($"{error.ErrorType}: {failure.Message}", FunctionResponse.MaxResultStringLength);
            return new(attempt.Upload.TaskId, ErrorTypes.IsPermanent(error.ErrorType) ? PermanentFailure : TemporaryFailure, text);
        }

        var outcome = attempt.Result!.Outcome;
        return new(attempt.Upload.TaskId, outcome == Outcome.SourceMissing ? PermanentFailure : "Succeeded", outcome.Name());
    }
}
