using Compressor.Core.Events;
using Compressor.Core.Failures;
using Compressor.Handler.Logging;
using Compressor.Handler.Runtime;

namespace Compressor.Handler.Pipeline;

/// <summary>
/// Takes the objects of one invocation through the pipeline, overlapped: while one is compressed, others are read and stored. Uploads of
/// one key keep their order, one after the other. Each ends as an attempt, whatever becomes of the others.
/// </summary>
/// <param name="compressor">Gives one object its outcome.</param>
/// <param name="pool">Says how many are under way at once.</param>
/// <param name="log">Gets the line of each.</param>
internal sealed class OverlappedObjects(ObjectCompressor compressor, LanePool pool, InvocationLog log)
{
    /// <summary>Handles all uploads, and returns when none is under way any more.</summary>
    /// <param name="uploads">The uploads, in the event's order.</param>
    /// <param name="deadline">Ends those under way; those that were not begun by then fail.</param>
    /// <returns>An attempt for each upload, in the same order.</returns>
    public async ValueTask<IReadOnlyList<ObjectAttempt>> RunAsync(IReadOnlyList<ObjectUpload> uploads, CancellationToken deadline)
    {
        if (uploads is [var only])
        {
            return [await RunAsync(only, pool.RentAlone(compressor.MaxBytes(only)), deadline)];
        }

        var attempts = new Task<ObjectAttempt>[uploads.Count];
        var last = new Dictionary<(string Bucket, string Key), Task>(uploads.Count);
        for (var i = 0; i < attempts.Length; i++)
        {
            var (upload, key) = (uploads[i], (uploads[i].Bucket, uploads[i].Key));
            attempts[i] = await TryRentAsync(upload, deadline) is { } lane
                ? RunAsync(upload, lane, deadline, last.GetValueOrDefault(key))
                : Task.FromResult(Failed(upload, OutOfTime(upload, "begun")));
            last[key] = attempts[i];
        }

        return await Task.WhenAll(attempts);
    }

    private async ValueTask<Lane?> TryRentAsync(ObjectUpload upload, CancellationToken deadline)
    {
        try
        {
            return await pool.RentAsync(compressor.MaxBytes(upload), deadline);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<ObjectAttempt> RunAsync(ObjectUpload upload, Lane lane, CancellationToken deadline, Task? before = null)
    {
        try
        {
            if (before is not null)
            {
                await before;
            }

            var result = await compressor.CompressAsync(upload, lane, deadline);
            log.Write(upload, result);
            return new ObjectAttempt(upload, result, null);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested)
        {
            return Failed(upload, OutOfTime(upload, "finished", e));
        }
        catch (Exception e)
        {
            return Failed(upload, e);
        }
        finally
        {
            pool.Return(lane);
        }
    }

    private ObjectAttempt Failed(ObjectUpload upload, Exception e)
    {
        log.ObjectFailed(upload.Bucket, upload.Key, FunctionError.From(e).ErrorType, e);
        return new ObjectAttempt(upload, null, e);
    }

    private static FunctionException OutOfTime(ObjectUpload upload, string wasNot, Exception? cause = null) => new(
        ErrorTypes.DeadlineExceeded,
        $"s3://{upload.Bucket}/{upload.Key} was not {wasNot} before the function's timeout. Raise timeout or memory_size.",
        cause);
}
