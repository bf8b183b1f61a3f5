using System.Globalization;
using Compressor.Cli.Local.Invocations;
using Microsoft.AspNetCore.Http;

namespace Compressor.Cli.Local.RuntimeApi;

/// <summary>Lambda's Runtime API, version 2018-06-01, for one environment.</summary>
/// <remarks>Status codes and bodies are those of AWS's own open runtime interface emulator.</remarks>
internal static class RuntimeHandler
{
    private const string Root = "/2018-06-01/runtime/";
    private const string ErrorTypeHeader = "Lambda-Runtime-Function-Error-Type";

    /// <summary>Answers a request of the runtime.</summary>
    /// <param name="http">The request and its response.</param>
    /// <param name="session">The conversation with the environment's present process; null before the first.</param>
    public static async Task HandleAsync(HttpContext http, RuntimeSession? session)
    {
        var path = http.Request.Path.Value!;
        var parts = path.StartsWith(Root, StringComparison.Ordinal) ? path[Root.Length..].Split('/') : [];
        await ((http.Request.Method, parts) switch
        {
            _ when session is null =>
                WriteErrorAsync(http, StatusCodes.Status403Forbidden, "InvalidStateTransition", "No runtime has been started."),
            ("GET", ["invocation", "next"]) => NextAsync(http, session),
            ("POST", ["invocation", var id, "response"]) => ResponseAsync(http, session, id),
            ("POST", ["invocation", var id, "error"]) => ErrorAsync(http, end => session.Answer(id, end)),
            ("POST", ["init", "error"]) => ErrorAsync(http, session.FailInit),
            _ => WriteErrorAsync(http, StatusCodes.Status404NotFound, "NotFound", $"There is no {http.Request.Method} {path}."),
        });
    }

    private static async Task NextAsync(HttpContext http, RuntimeSession session)
    {
        HandedOut? next;
        try
        {
            next = await session.NextAsync(http.RequestAborted);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            http.Abort();
            return;
        }

        if (next is null)
        {
            await WriteErrorAsync(
                http, StatusCodes.Status403Forbidden, "InvalidStateTransition", "The runtime may not ask for an invocation now.");
            return;
        }

        var headers = http.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = next.Invocation.RequestId;
        headers["Lambda-Runtime-Deadline-Ms"] = next.Deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Invoked-Function-Arn"] = next.Invocation.Function.Arn;
        headers["Lambda-Runtime-Trace-Id"] = next.Invocation.TraceId;
        if (next.Invocation.ClientContext is { } context)
        {
            headers["Lambda-Runtime-Client-Context"] = context;
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = next.Invocation.Payload.Length;
        await http.Response.Body.WriteAsync(next.Invocation.Payload, http.RequestAborted);
    }

    private static async Task ResponseAsync(HttpContext http, RuntimeSession session, string id)
    {
        if (await PayloadLimits.ReadAsync(http.Request, PayloadLimits.Response, http.RequestAborted) is { } payload)
        {
            await WriteAnswerAsync(http, session.Answer(id, new(payload, InvocationStatus.Success)));
            return;
        }

        var message = $"Response payload size exceeded maximum allowed payload size ({PayloadLimits.Response} bytes).";
        var answer = session.Answer(id, InvocationEnd.Raised(InvocationStatus.Failure, "Function.ResponseSizeTooLarge", message));
        await (answer == RuntimeAnswer.Accepted
            ? WriteErrorAsync(
                http,
                StatusCodes.Status413RequestEntityTooLarge,
                "RequestEntityTooLarge",
                $"Exceeded maximum allowed payload size ({PayloadLimits.Response} bytes).")
            : WriteAnswerAsync(http, answer));
    }

    private static async Task ErrorAsync(HttpContext http, Func<InvocationEnd, RuntimeAnswer> answer)
    {
        var payload = await PayloadLimits.ReadAsync(http.Request, PayloadLimits.Response, http.RequestAborted);
        var end = InvocationEnd.Reported(payload ?? "{}"u8.ToArray(), http.Request.Headers[ErrorTypeHeader]);
        await WriteAnswerAsync(http, answer(end));
    }

    private static Task WriteAnswerAsync(HttpContext http, RuntimeAnswer answer) => answer switch
    {
        RuntimeAnswer.Accepted => WriteAsync(http, StatusCodes.Status202Accepted, new { status = "OK" }),
        RuntimeAnswer.InvalidRequestId => WriteErrorAsync(http, StatusCodes.Status400BadRequest, "InvalidRequestID", "Invalid request ID"),
        _ => WriteErrorAsync(http, StatusCodes.Status403Forbidden, "InvalidStateTransition", "The runtime has answered already."),
    };

    private static Task WriteErrorAsync(HttpContext http, int status, string errorType, string errorMessage) =>
        WriteAsync(http, status, new { errorMessage, errorType });

    private static Task WriteAsync<T>(HttpContext http, int status, T body)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(body, http.RequestAborted);
    }
}
