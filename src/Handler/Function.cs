using System.Runtime.ExceptionServices;
using Compressor.Core.Events;
using Compressor.Core.Failures;
using Compressor.Handler.Logging;
using Compressor.Handler.Metrics;
using Compressor.Handler.Pipeline;
using Compressor.Handler.Runtime;

namespace Compressor.Handler;

/// <summary>
/// The function: reads an event, gives each object in it its outcome, and answers. All objects of an event are tried. If any failed, the
/// messages of a queue that have them are answered as failures; any other event's invocation fails. The retry finds the objects that
/// did not fail to be duplicates.
/// </summary>
/// <param name="objects">Handles the objects of an event.</param>
/// <param name="reportsItemFailures">REPORT_BATCH_ITEM_FAILURES.</param>
/// <param name="log">The log.</param>
/// <param name="metrics">The metrics.</param>
internal sealed class Function(OverlappedObjects objects, bool reportsItemFailures, InvocationLog log, FunctionMetrics metrics)
{
    /// <summary>How many failures an invocation's error names: each object's own line has the rest.</summary>
    private const int MaxNamedFailures = 20;

    private readonly FunctionResponse _response = new();
    private readonly List<UnreadableMessage> _unreadable = [];

    /// <summary>Handles one event.</summary>
    /// <param name="invocation">The event and its context.</param>
    /// <param name="deadline">Ends a little before Lambda would kill the invocation.</param>
    /// <returns>The response's JSON, valid until the next event.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> FunctionHandler(Invocation invocation, CancellationToken deadline)
    {
        log.Begin(invocation.Context.AwsRequestId);
        _unreadable.Clear();
        var failed = true;
        try
        {
            var incoming = EventReader.Read(invocation.Event.Span, reportsItemFailures ? _unreadable : null);
            log.EventRead(incoming.Kind, incoming.Uploads.Count);
            var attempts = await objects.RunAsync(incoming.Uploads, deadline);
            Count(attempts);
            (var response, failed) = Respond(incoming, attempts);
            return response;
        }
        catch (Exception e)
        {
            metrics.CountFailures();
            log.InvocationFailed(FunctionError.From(e).ErrorType, e);
            throw;
        }
        finally
        {
            log.Allocated(GC.GetTotalAllocatedBytes(), GC.CollectionCount(0));
            log.Complete(failed);
            metrics.Flush();
        }
    }

    /// <summary>Writes why the runtime's loop ended.</summary>
    public void ReportBrokenRuntime(Exception exception) => log.RuntimeBroken(exception);

    private void Count(IReadOnlyList<ObjectAttempt> attempts)
    {
        foreach (var attempt in attempts)
        {
            if (attempt.Result is { } result)
            {
                metrics.Count(result);
            }
        }
    }

    /// <returns>The response, and whether something failed.</returns>
    private (ReadOnlyMemory<byte> Json, bool Failed) Respond(IncomingEvent incoming, IReadOnlyList<ObjectAttempt> attempts)
    {
        switch (incoming.Kind)
        {
            // A batch job gets a result for each task, and does not expect a failed invocation.
            case EventKind.S3Batch:
                return (_response.WriteBatch(incoming, attempts), false);

            case EventKind.Sqs when reportsItemFailures:
                var messages = FailedMessages(attempts);
                metrics.CountFailures(messages.Count);
                return (_response.Write(attempts, messages), messages.Count > 0);

            default:
                ThrowIfAnyFailed(attempts);
                return (_response.Write(attempts), false);
        }
    }

    /// <summary>Returns the messages that cannot be read, or of which an object failed.</summary>
    private HashSet<string> FailedMessages(IReadOnlyList<ObjectAttempt> attempts)
    {
        var messages = new HashSet<string>();
        foreach (var (messageId, failure) in _unreadable)
        {
            log.MessageFailed(messageId, FunctionError.From(failure).ErrorType, failure);
            messages.Add(messageId ?? throw failure);
        }

        foreach (var attempt in attempts)
        {
            if (attempt.Failure is { } failure)
            {
                messages.Add(attempt.Upload.MessageId ?? throw failure);
            }
        }

        return messages;
    }

    private static void ThrowIfAnyFailed(IReadOnlyList<ObjectAttempt> attempts)
    {
        var failures = new List<Exception>();
        foreach (var attempt in attempts)
        {
            if (attempt.Failure is { } failure)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count == 0)
        {
            return;
        }

        if (failures is [var only])
        {
            ExceptionDispatchInfo.Throw(only);
        }

        var named = failures.Take(MaxNamedFailures).ToList();
        var more = failures.Count > named.Count ? $"; and {failures.Count - named.Count} more" : "";
        throw new FunctionException(
            FunctionError.From(named[0]).ErrorType,
            $"{failures.Count} of {attempts.Count} objects failed: {string.Join("; ", named.Select(failure => failure.Message))}{more}",
            new AggregateException(named));
    }
}
