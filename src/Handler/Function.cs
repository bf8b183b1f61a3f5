using System.Runtime.ExceptionServices;
using Compressor.Core.Events;
using Compressor.Core.Failures;
using Compressor.Handler.Logging;
using Compressor.Handler.Metrics;
using Compressor.Handler.Pipeline;
using Compressor.Handler.Runtime;

namespace Compressor.Handler;

/// <summary>
/// The function: reads an event, gives each object in it its outcome, and answers. All objects of an event are tried; if any
/// failed, the invocation fails, and Lambda's retry finds the others to be duplicates.
/// </summary>
internal sealed class Function(ObjectCompressor compressor, InvocationLog log, FunctionMetrics metrics)
{
    /// <summary>How many failures an invocation's error names: each object's own line has the rest.</summary>
    private const int MaxNamedFailures = 20;

    private readonly FunctionResponse _response = new();

    /// <summary>Handles one event.</summary>
    /// <param name="invocation">The event and its context.</param>
    /// <param name="deadline">Ends a little before Lambda would kill the invocation.</param>
    /// <returns>The response's JSON, valid until the next event.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> FunctionHandler(Invocation invocation, CancellationToken deadline)
    {
        log.Begin(invocation.Context.AwsRequestId);
        var failed = true;
        try
        {
            var incoming = EventReader.Read(invocation.Event.Span);
            log.EventRead(incoming.Kind, incoming.Uploads.Count);
            var results = await CompressAllAsync(incoming, deadline);
            failed = false;
            return incoming.Kind == EventKind.S3Batch
                ? _response.WriteBatch(incoming, results)
                : _response.Write(results);
        }
        catch (Exception e)
        {
            metrics.CountFailure();
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

    private async ValueTask<IReadOnlyList<ObjectAttempt>> CompressAllAsync(IncomingEvent incoming, CancellationToken deadline)
    {
        var attempts = new List<ObjectAttempt>(incoming.Uploads.Count);
        foreach (var upload in incoming.Uploads)
        {
            attempts.Add(await AttemptAsync(upload, deadline));
        }

        // A batch job is told of each task by itself, and wants no failed invocation.
        if (incoming.Kind != EventKind.S3Batch)
        {
            ThrowIfAnyFailed(attempts);
        }

        return attempts;
    }

    private async ValueTask<ObjectAttempt> AttemptAsync(ObjectUpload upload, CancellationToken deadline)
    {
        try
        {
            var result = await compressor.CompressAsync(upload, deadline);
            metrics.Count(result);
            log.Write(upload, result);
            return new ObjectAttempt(upload, result, null);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested)
        {
            return Failed(upload, new FunctionException(
                ErrorTypes.DeadlineExceeded,
                $"s3://{upload.Bucket}/{upload.Key} was not finished before the function's timeout. Raise timeout or memory_size.",
                e));
        }
        catch (Exception e)
        {
            return Failed(upload, e);
        }
    }

    private ObjectAttempt Failed(ObjectUpload upload, Exception e)
    {
        log.ObjectFailed(upload.Bucket, upload.Key, FunctionError.From(e).ErrorType, e);
        return new ObjectAttempt(upload, null, e);
    }

    private static void ThrowIfAnyFailed(List<ObjectAttempt> attempts)
    {
        var failures = attempts.FindAll(attempt => attempt.Failure is not null);
        if (failures.Count == 0)
        {
            return;
        }

        if (failures is [{ Failure: { } only }])
        {
            ExceptionDispatchInfo.Throw(only);
        }

        var named = failures.Take(MaxNamedFailures).Select(attempt => attempt.Failure!).ToList();
        var more = failures.Count > named.Count ? $"; and {failures.Count - named.Count} more" : "";
        throw new FunctionException(
            FunctionError.From(named[0]).ErrorType,
            $"{failures.Count} of {attempts.Count} objects failed: {string.Join("; ", named.Select(failure => failure.Message))}{more}",
            new AggregateException(named));
    }
}
