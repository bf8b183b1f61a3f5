using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Compressor.Generators;

namespace Samples;

/// <summary>
/// The loop of a custom runtime: it asks Lambda's Runtime API for an event, has it handled, and sends the answer. An error of one event
/// does not end the process. Amazon.Lambda.RuntimeSupport has such a loop too; it can take this one's place.
/// </summary>
internal sealed class LambdaLoop : IDisposable
{
    private const string ErrorTypeHeader = "Lambda-Runtime-Function-Error-Type";

    /// <summary>What is kept of an invocation's time for telling Lambda that it ran out.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromMilliseconds(500);

    // An event may come after hours, and a proxy is for the outside.
    private readonly HttpClient _api = new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = new($"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private LambdaLoop()
    {
    }

    /// <summary>Creates the handler, and has it handle one event after another until SIGTERM.</summary>
    /// <param name="createHandler">Creates the handler. What it throws is reported as an error of the start.</param>
    /// <returns>The exit code: 0 after SIGTERM, 1 if there is no handler.</returns>
    /// <exception cref="HttpRequestException">The Runtime API is broken. Lambda then starts another process.</exception>
    public static async Task<int> RunAsync(Func<InvocationHandler> createHandler)
    {
        using var stopping = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            // The event in progress is answered first.
            signal.Cancel = true;
            stopping.Cancel();
        });
        using var loop = new LambdaLoop();
        InvocationHandler handler;
        try
        {
            handler = createHandler();
        }
        catch (Exception exception)
        {
            await loop.FailAsync("init/error", exception);
            return 1;
        }

        while (await loop.NextAsync(stopping.Token) is { } invocation)
        {
            await loop.HandleAsync(invocation, handler);
        }

        return 0;
    }

    public void Dispose() => _api.Dispose();

    /// <summary>Waits for an event. Null: the process is to end.</summary>
    private async Task<Invocation?> NextAsync(CancellationToken stopping)
    {
        try
        {
            using var next = await _api.GetAsync("invocation/next", stopping);
            var headers = next.EnsureSuccessStatusCode().Headers;
            var deadline = long.Parse(headers.GetValues("Lambda-Runtime-Deadline-Ms").Single(), CultureInfo.InvariantCulture);
            return new(
                headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single(),
                await next.Content.ReadAsByteArrayAsync(CancellationToken.None),
                DateTimeOffset.FromUnixTimeMilliseconds(deadline));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task HandleAsync(Invocation invocation, InvocationHandler handler)
    {
        var time = invocation.Deadline - DateTimeOffset.UtcNow - Reserve;
        using var deadline = new CancellationTokenSource(time > TimeSpan.Zero ? time : TimeSpan.Zero);
        ReadOnlyMemory<byte> answer;
        try
        {
            answer = await handler(invocation, deadline.Token);
        }
        catch (Exception exception)
        {
            await FailAsync($"invocation/{invocation.RequestId}/error", exception);
            return;
        }

        // An answer of more than 6 MB is refused with 413: the invocation has failed then, and the next event comes as usual.
        using var response = await _api.PostAsync($"invocation/{invocation.RequestId}/response", new ReadOnlyMemoryContent(answer));
        if (response.StatusCode != HttpStatusCode.RequestEntityTooLarge)
        {
            response.EnsureSuccessStatusCode();
        }
    }

    private async Task FailAsync(string path, Exception exception)
    {
        var error = InvocationError.From(exception);
        var json = new JsonLineBuffer();
        error.WriteTo(json);
        json.Raw("\n"u8);
        using var log = Console.OpenStandardError();
        log.Write(json.Written);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ReadOnlyMemoryContent(json.WrittenMemory) };
        request.Headers.Add(ErrorTypeHeader, error.ErrorType);
        using var response = await _api.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}
