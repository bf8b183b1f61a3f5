using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Compressor.Toolkit.Aws;

/// <summary>Signed requests to Lambda, whose SDK is not among this project's packages.</summary>
/// <param name="connection">The account and the region.</param>
/// <param name="timeout">How long to wait for an answer; 100 s if left out.</param>
public sealed class LambdaApi(AwsConnection connection, TimeSpan? timeout = null) : IDisposable
{
    private readonly SignedClient _client = new(connection, connection.GetEndpoint("lambda"), "lambda", timeout);

    /// <summary>Where requests go: a scheme, a host and a port.</summary>
    public string Address => _client.Address;

    /// <summary>Puts an event into a function's asynchronous queue.</summary>
    /// <param name="function">The function's name or ARN; a qualifier may follow a colon.</param>
    /// <param name="payload">The event: JSON.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="HttpRequestException">Lambda cannot be reached.</exception>
    public Task<HttpResponseMessage> InvokeLaterAsync(
        string function, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        InvokeAsync(function, payload, cancellationToken, ("X-Amz-Invocation-Type", "Event"));

    /// <summary>Invokes a function, and returns its answer with the last 4 KB of its log.</summary>
    /// <param name="function">The function's name or ARN; a qualifier may follow a colon.</param>
    /// <param name="payload">The event: JSON.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="HttpRequestException">Lambda cannot be reached.</exception>
    public Task<HttpResponseMessage> InvokeNowAsync(
        string function, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        InvokeAsync(function, payload, cancellationToken, ("X-Amz-Invocation-Type", "RequestResponse"), ("X-Amz-Log-Type", "Tail"));

    /// <summary>Sends a request, and returns whatever Lambda answers.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path, encoded, and a query.</param>
    /// <param name="json">The body: JSON; empty for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="HttpRequestException">Lambda cannot be reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        using var request = Create(method, path, json);
        return await _client.SendAsync(request, json, cancellationToken);
    }

    /// <summary>Gets what Lambda says of something; null where there is no such thing.</summary>
    /// <param name="path">The path, encoded, and a query.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LambdaRefusedException">Lambda does not say it.</exception>
    /// <exception cref="HttpRequestException">Lambda cannot be reached.</exception>
    public async Task<JsonObject?> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, path, default, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        if (!response.IsSuccessStatusCode)
        {
            throw new LambdaRefusedException($"it answered {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd());
        }

        try
        {
            return JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken)) as JsonObject;
        }
        catch (JsonException)
        {
            throw new LambdaRefusedException("its answer is not JSON");
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> InvokeAsync(
        string function, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var request = Create(HttpMethod.Post, $"/2015-03-31/functions/{Uri.EscapeDataString(function)}/invocations", payload);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await _client.SendAsync(request, payload, cancellationToken);
    }

    private HttpRequestMessage Create(HttpMethod method, string path, ReadOnlyMemory<byte> json)
    {
        var request = new HttpRequestMessage(method, _client.UriOf(path));
        if (!json.IsEmpty)
        {
            request.Content = new ReadOnlyMemoryContent(json);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }
}

/// <summary>Lambda does not say what it was asked; the message says why.</summary>
public sealed class LambdaRefusedException(string message) : Exception(message);
