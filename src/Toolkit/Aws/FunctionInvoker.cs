using System.Net;
using System.Net.Http.Headers;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Toolkit.Aws;

/// <summary>Puts events into a function's asynchronous queue.</summary>
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
                using var response = await PostAsync(function, payload, cancellationToken);
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

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> PostAsync(string function, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var path = $"/2015-03-31/functions/{Uri.EscapeDataString(function)}/invocations";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_endpoint, path));
        request.Content = new ReadOnlyMemoryContent(payload);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Amz-Invocation-Type", "Event");
        var credentials = await connection.ResolveCredentialsAsync(cancellationToken);
        SignatureV4.Sign(request, payload.Span, "lambda", connection.EffectiveRegion!, credentials, DateTimeOffset.UtcNow);
        return await _http.SendAsync(request, cancellationToken);
    }
}

/// <summary>Lambda did not take an event; the message says why.</summary>
public sealed class InvokeFailedException(string message) : CommandException(message.ReplaceLineEndings(" "), CommandRunner.Problems);
