using System.Globalization;
using System.Text;

namespace Compressor.Handler.Runtime;

/// <summary>The Lambda Runtime API (version 2018-06-01): takes events, answers them, reports errors.</summary>
internal sealed class RuntimeApiClient(string authority) : IDisposable
{
    private const string Version = "/2018-06-01/runtime";

    private readonly HttpConnection _connection = HttpConnection.To(authority);
    private readonly byte[] _next = Encoding.ASCII.GetBytes(
        $"GET {Version}/invocation/next HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: compressor\r\n\r\n");

    /// <summary>Waits for the next event, for as long as it takes (the environment may be frozen meanwhile).</summary>
    /// <exception cref="RuntimeApiException">The Runtime API answered with an error; the process has to end.</exception>
    /// <exception cref="IOException">The Runtime API cannot be reached.</exception>
    public async ValueTask<Invocation> NextAsync(CancellationToken cancellationToken = default)
    {
        var response = await _connection.ExchangeAsync(_next, cancellationToken);
        return response.Status == 200
            ? new Invocation(ContextOf(response), response.Body)
            : throw new RuntimeApiException("invocation/next", response.Status, response.Body.Span);
    }

    /// <summary>Answers an event with success.</summary>
    /// <param name="requestId">The event's request id.</param>
    /// <param name="json">The response.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RuntimeApiException">The Runtime API refused the response.</exception>
    public ValueTask RespondAsync(string requestId, ReadOnlyMemory<byte> json, CancellationToken cancellationToken = default) =>
        PostAsync($"invocation/{requestId}/response", json, errorType: null, cancellationToken);

    /// <summary>Answers an event with an error, after which an asynchronous event is retried or becomes a dead letter.</summary>
    /// <exception cref="RuntimeApiException">The Runtime API refused the error.</exception>
    public ValueTask FailAsync(string requestId, FunctionError error, CancellationToken cancellationToken = default) =>
        PostAsync($"invocation/{requestId}/error", error.ToJson(), error.ErrorType, cancellationToken);

    /// <summary>Reports that the function cannot start. The process has to end with a code other than 0 afterwards.</summary>
    /// <returns>False where the Runtime API did not take it: there is nobody left to tell.</returns>
    public async ValueTask<bool> TryFailInitAsync(FunctionError error, CancellationToken cancellationToken = default)
    {
        try
        {
            await PostAsync("init/error", error.ToJson(), error.ErrorType, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is IOException or RuntimeApiException)
        {
            return false;
        }
    }

    public void Dispose() => _connection.Dispose();

    private async ValueTask PostAsync(string path, ReadOnlyMemory<byte> json, string? errorType, CancellationToken cancellationToken)
    {
        var errorHeader = errorType is null ? "" : $"Lambda-Runtime-Function-Error-Type: {errorType}\r\n";
        var head =
            $"POST {Version}/{path} HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: compressor\r\nContent-Type: "
                + $"application/json\r\n{errorHeader}Content-Length: {json.Length}\r\n\r\n";
        var request = new byte[head.Length + json.Length];
        Encoding.ASCII.GetBytes(head, request);
        json.CopyTo(request.AsMemory(head.Length));

        var response = await _connection.ExchangeAsync(request, cancellationToken);
        if (response.Status is < 200 or > 299)
        {
            throw new RuntimeApiException(path, response.Status, response.Body.Span);
        }
    }

    private static InvocationContext ContextOf(in HttpResponse response) => new()
    {
        AwsRequestId = response.Header("Lambda-Runtime-Aws-Request-Id"u8)
            ?? throw new IOException("The Runtime API sent an event without a request id."),
        Deadline = DeadlineOf(response.Header("Lambda-Runtime-Deadline-Ms"u8)),
        TraceId = response.Header("Lambda-Runtime-Trace-Id"u8),
    };

    private static DateTimeOffset DeadlineOf(string? milliseconds) =>
        long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var unix)
            && unix <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(unix)
            : DateTimeOffset.MaxValue;
}
