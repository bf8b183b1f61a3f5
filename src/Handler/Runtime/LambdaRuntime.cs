namespace Compressor.Handler.Runtime;

/// <summary>
/// The loop of a custom runtime: takes an event, has it handled, answers it. Whatever goes wrong with one event is answered
/// as that event's error, and the next one is taken; only a Runtime API that is broken ends the loop.
/// </summary>
/// <param name="api">The Runtime API.</param>
/// <param name="handle">Handles one event and returns the response's JSON, valid until the next event.</param>
/// <param name="reportFatal">Told why the loop ends.</param>
internal sealed class LambdaRuntime(
    RuntimeApiClient api,
    Func<Invocation, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> handle,
    Action<Exception> reportFatal) : IDisposable
{
    private CancellationTokenSource _deadline = new();

    /// <summary>Runs until the Runtime API ends it.</summary>
    /// <returns>The process's exit code, never 0: Lambda ends an environment by killing it.</returns>
    public async Task<int> RunAsync(CancellationToken shutdown = default)
    {
        while (true)
        {
            try
            {
                await HandleAsync(await api.NextAsync(shutdown));
            }
            catch (Exception e)
            {
                reportFatal(e);
                return 1;
            }
        }
    }

    public void Dispose() => _deadline.Dispose();

    private async ValueTask HandleAsync(Invocation invocation)
    {
        var context = invocation.Context;
        // Where the AWS SDK and any other library look for it; absent means absent, not the last invocation's.
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", context.TraceId);
        try
        {
            var response = await handle(invocation, StartDeadline(context));
            await api.RespondAsync(context.AwsRequestId, response);
        }
        catch (Exception e) when (e is not RuntimeApiException { IsFatal: true })
        {
            await FailAsync(context.AwsRequestId, FunctionError.From(e));
        }
    }

    private async ValueTask FailAsync(string requestId, FunctionError error)
    {
        try
        {
            await api.FailAsync(requestId, error);
        }
        catch (RuntimeApiException e) when (!e.IsFatal)
        {
            // The invocation is over for Lambda (it timed out, say): there is nobody left to tell, and the next event waits.
        }
    }

    /// <summary>One timer for all invocations: made anew only after it has fired.</summary>
    private CancellationToken StartDeadline(InvocationContext context)
    {
        if (!_deadline.TryReset())
        {
            _deadline.Dispose();
            _deadline = new CancellationTokenSource();
        }

        _deadline.CancelAfter(InvocationDeadline.WorkingTime(context.RemainingTime));
        return _deadline.Token;
    }
}
