using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Toolkit.Aws;

/// <summary>Invokes functions: puts events into a function's asynchronous queue, or waits for its answer.</summary>
public sealed class FunctionInvoker(AwsConnection connection) : IDisposable
{
    private const int Attempts = 6;

    private readonly HttpClient _http = connection.CreateHttpClient();
    private readonly Uri _endpoint = connection.GetEndpoint("lambda");

    /// <summary>Sends an event, and tries again while Lambda throttles or fails. When it returns, Lambda has taken the event.</summary>
    /// <param name="function">The function's name or ARN; a qualifier may follow a colon.</param>
    /// <param name="payload">The event: JSON.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvokeFailedException">Lambda did not take it; the message says why.</exception>
    public async Task SendAsync(string function, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            string reason;
            try
            {
                using var response = await PostAsync(function, payload, "Event", cancellationToken);
                if (response.StatusCode == HttpStatusCode.Accepted)
                {
                    return;
                }

                reason = $"Lambda answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}";
                if (response.StatusCode != HttpStatusCode.TooManyRequests && (int)response.StatusCode < 500)
                {
                    throw new InvokeFailedException(reason);
                }
            }
            catch (HttpRequestException e)
            {
                reason = $"Lambda cannot be reached: {e.Message}";
            }

            if (attempt == Attempts)
            {
                throw new InvokeFailedException(reason);
            }

            await Task.Delay(TimeSpan.FromMilliseconds((100 << attempt) + Random.Shared.Next(100)), cancellationToken);
        }
    }

    /// <summary>Invokes a function once, and waits for its answer: up to 15 minutes, as long as an invocation may take.</summary>
    /// <param name="function">The function's name or ARN; a qualifier may follow a colon.</param>
    /// <param name="payload">The event: JSON.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvokeFailedException">Lambda did not invoke it; the message says why.</exception>
    public async Task<FunctionAnswer> InvokeAsync(string function, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await PostAsync(function, payload, "RequestResponse", cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? new(Header(response, "X-Amz-Function-Error"), body, DecodeLog(Header(response, "X-Amz-Log-Result")))
                : throw new InvokeFailedException($"Lambda answered {(int)response.StatusCode}: {body}");
        }
        catch (HttpRequestException e)
        {
            throw new InvokeFailedException($"Lambda cannot be reached at {_endpoint.GetLeftPart(UriPartial.Authority)}: {e.Message}");
        }
    }

    public void Dispose() => _http.Dispose();

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static string DecodeLog(string? base64) => base64 is null ? "" : Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    private async Task<HttpResponseMessage> PostAsync(
        string function, ReadOnlyMemory<byte> payload, string type, CancellationToken cancellationToken)
    {
        var path = $"/2015-03-31/functions/{Uri.EscapeDataString(function)}/invocations";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_endpoint, path));
        request.Content = new ReadOnlyMemoryContent(payload);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Amz-Invocation-Type", type);
        if (type == "RequestResponse")
        {
            request.Headers.Add("X-Amz-Log-Type", "Tail");
        }

        var credentials = await connection.ResolveCredentialsAsync(cancellationToken);
        SignatureV4.Sign(request, payload.Span, "lambda", connection.EffectiveRegion!, credentials, DateTimeOffset.UtcNow);
        return await _http.SendAsync(request, cancellationToken);
    }
}

/// <summary>What a function answered.</summary>
/// <param name="Error">Null where it succeeded; else how Lambda classifies the failure, <c>Unhandled</c>.</param>
/// <param name="Payload">Its response, or the error, as JSON.</param>
/// <param name="LogTail">The last 4 KB of the invocation's log.</param>
public sealed record FunctionAnswer(string? Error, string Payload, string LogTail);

/// <summary>Lambda did not take an event; the message says why.</summary>
public sealed class InvokeFailedException(string message) : CommandException(message.ReplaceLineEndings(" "), CommandRunner.Problems);
