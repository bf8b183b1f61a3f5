using System.Net.Http.Json;
using System.Text.Json;
using Compressor.Cli.Local;

namespace Compressor.Cli.Tests.Local;

/// <summary>A local Lambda under test, and the means to invoke its function over HTTP.</summary>
internal sealed class RunningFunction(LocalLambda lambda) : IAsyncDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = lambda.InvokeEndpoint, Timeout = TimeSpan.FromSeconds(60) };

    public LocalLambda Lambda => lambda;

    /// <summary>Invokes and waits for the response.</summary>
    public Task<HttpResponseMessage> InvokeAsync(object payload, params (string Name, string Value)[] headers) =>
        SendAsync("/2015-03-31/functions/files/invocations", JsonSerializer.SerializeToUtf8Bytes(payload), headers);

    /// <summary>Invokes, and reads the response's JSON.</summary>
    public async Task<JsonElement> InvokeForJsonAsync(object payload)
    {
        using var response = await InvokeAsync(payload);
        return await ReadAsync(response);
    }

    /// <summary>Puts an event into the queue; returns its request id.</summary>
    public async Task<string> QueueAsync(object payload)
    {
        using var response = await InvokeAsync(payload, ("X-Amz-Invocation-Type", "Event"));
        ((int)response.StatusCode).ShouldBe(202);
        return response.Headers.GetValues("x-amzn-RequestId").Single();
    }

    /// <summary>Sends a request to the Invoke API.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, byte[] payload, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(payload) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await _http.SendAsync(request);
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).Clone();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await lambda.DisposeAsync();
    }
}
