using System.Text.Json;
using Compressor.Cli.Local;

namespace Compressor.EndToEnd.Tests;

/// <summary>Lambda's Invoke API, as an AWS SDK calls it.</summary>
internal static class Invoke
{
    /// <summary>Invokes and waits for the answer.</summary>
    public static Task<InvokeAnswer> AndWaitAsync(LocalLambda lambda, string function, ReadOnlyMemory<byte> payload) =>
        SendAsync(lambda, function, payload, "RequestResponse");

    /// <summary>Puts an event into the queue.</summary>
    public static Task<InvokeAnswer> LaterAsync(LocalLambda lambda, string function, ReadOnlyMemory<byte> payload) =>
        SendAsync(lambda, function, payload, "Event");

    private static async Task<InvokeAnswer> SendAsync(LocalLambda lambda, string function, ReadOnlyMemory<byte> payload, string type)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(lambda.InvokeEndpoint, $"/2015-03-31/functions/{function}/invocations"))
        {
            Content = new ReadOnlyMemoryContent(payload),
        };
        request.Headers.Add("X-Amz-Invocation-Type", type);
        using var response = await http.SendAsync(request);
        response.Headers.TryGetValues("X-Amz-Function-Error", out var error);
        response.Headers.TryGetValues("x-amzn-RequestId", out var id);
        return new((int)response.StatusCode, error?.Single(), await response.Content.ReadAsStringAsync(), id?.Single());
    }
}

/// <summary>What the Invoke API answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="FunctionError">X-Amz-Function-Error, or null.</param>
/// <param name="Body">The function's response, or an error as JSON.</param>
/// <param name="RequestId">The invocation's id.</param>
internal sealed record InvokeAnswer(int Status, string? FunctionError, string Body, string? RequestId)
{
    public string ErrorType => Text("errorType");

    public string ErrorMessage => Text("errorMessage");

    private string Text(string name) => JsonElement.Parse(Body).GetProperty(name).GetString()!;
}
