using System.Text;
using System.Text.Json;
using Compressor.Cli.Local.Environments;
using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Local.Queue;
using Compressor.Cli.Local.RuntimeApi;
using Compressor.Cli.Local.Versions;
using Microsoft.AspNetCore.Http;

namespace Compressor.Cli.Local.InvokeApi;

/// <summary>Lambda's Invoke API, for the one function that there is.</summary>
internal sealed class InvokeHandler(
    LocalLambdaOptions options,
    FunctionVersions versions,
    EnvironmentPool pool,
    EventQueue queue,
    Func<ExecutionEnvironment, Invocation, Task<InvocationResult>> invoke,
    Action<LocalLambdaEvent> happened)
{
    private const string Root = "/2015-03-31/functions/";

    /// <summary>Answers <c>POST /2015-03-31/functions/{name or ARN}[:qualifier]/invocations[?Qualifier=…]</c>.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        var requestId = Guid.NewGuid().ToString();
        http.Response.Headers["x-amzn-RequestId"] = requestId;
        try
        {
            await InvokeAsync(http, requestId);
        }
        catch (InvokeException e)
        {
            http.Response.StatusCode = e.Status;
            http.Response.Headers["x-amzn-ErrorType"] = e.Type;
            await http.Response.WriteAsJsonAsync(e.Body, http.RequestAborted);
        }
    }

    private async Task InvokeAsync(HttpContext http, string requestId)
    {
        var path = http.Request.Path.Value!;
        if (http.Request.Method != "POST"
            || !path.StartsWith(Root, StringComparison.Ordinal)
            || path[Root.Length..].Split('/') is not [var function, "invocations"])
        {
            throw new InvokeException(404, "UnknownOperationException", $"Only Invoke is served here, not {http.Request.Method} {path}");
        }

        var reference = FunctionReference.Resolve(options, Uri.UnescapeDataString(function), http.Request.Query["Qualifier"]);
        if (!versions.Has(reference.Qualifier))
        {
            throw new InvokeException(404, "ResourceNotFoundException", $"Function not found: {reference.Arn}");
        }

        var type = (string?)http.Request.Headers["X-Amz-Invocation-Type"] ?? "RequestResponse";
        var limit = type == "Event" ? PayloadLimits.Asynchronous : PayloadLimits.Synchronous;
        var payload = await PayloadLimits.ReadAsync(http.Request, limit, http.RequestAborted)
            ?? throw new InvokeException(
                413, "RequestTooLargeException", $"Request must be smaller than {limit} bytes for the InvokeFunction operation");
        Check(payload);
        var trace = (string?)http.Request.Headers["X-Amzn-Trace-Id"] ?? Invocation.CreateTraceId();
        http.Response.Headers["X-Amzn-Trace-Id"] = trace;
        var invocation = new Invocation(
            reference, requestId, payload.Length == 0 ? "{}"u8.ToArray() : payload, trace, http.Request.Headers["X-Amz-Client-Context"]);
        switch (type)
        {
            case "Event":
                queue.Add(invocation);
                http.Response.StatusCode = StatusCodes.Status202Accepted;
                break;
            case "RequestResponse":
                await InvokeNowAsync(http, invocation);
                break;
            case "DryRun":
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            default:
                throw new InvokeException(
                    400,
                    "InvalidParameterValueException",
                    $"Unsupported invocation type: {type}; valid are RequestResponse, Event and DryRun");
        }
    }

    private static void Check(byte[] payload)
    {
        if (payload.Length == 0)
        {
            return;
        }

        try
        {
            JsonDocument.Parse(payload, new() { MaxDepth = 1000 }).Dispose();
        }
        catch (JsonException e)
        {
            throw new InvokeException(400, "InvalidRequestContentException", $"Could not parse request body into json: {e.Message}");
        }
    }

    private async Task InvokeNowAsync(HttpContext http, Invocation invocation)
    {
        if (pool.TryTake(invocation.Function) is not { } environment)
        {
            happened(new EventThrottled(invocation.RequestId, Waits: false));
            throw new InvokeException(
                429, "TooManyRequestsException", "Rate Exceeded.", "ReservedFunctionConcurrentInvocationLimitExceeded");
        }

        InvocationResult result;
        try
        {
            result = await invoke(environment, invocation);
        }
        catch (OperationCanceledException)
        {
            throw new InvokeException(503, "ServiceUnavailableException", "The local Lambda is shutting down");
        }

        http.Response.Headers["X-Amz-Executed-Version"] = result.Report.Version;
        if (result.Failed)
        {
            http.Response.Headers["X-Amz-Function-Error"] = InvocationResult.FunctionError;
        }

        if (http.Request.Headers["X-Amz-Log-Type"] == "Tail")
        {
            http.Response.Headers["X-Amz-Log-Result"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(result.LogTail));
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = result.Payload.Length;
        await http.Response.Body.WriteAsync(result.Payload, http.RequestAborted);
    }
}
