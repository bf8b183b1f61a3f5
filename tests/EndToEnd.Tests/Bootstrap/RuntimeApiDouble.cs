using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Compressor.EndToEnd.Tests.Bootstrap;

/// <summary>Lambda's Runtime API as far as it hands out one event, of any bytes, and takes what the runtime answers.</summary>
internal sealed class RuntimeApiDouble : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource<(string Path, string ErrorType, string Body)> _answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<byte[]> _events;
    private readonly TimeSpan _time;

    private RuntimeApiDouble(WebApplication app, byte[] payload, TimeSpan time)
    {
        (_app, _time) = (app, time);
        _events = new([payload]);
    }

    public string Address =>
        new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;

    /// <summary>What the runtime answered: the path below the invocation, the error type's header, the body.</summary>
    public Task<(string Path, string ErrorType, string Body)> Answer => _answer.Task;

    /// <param name="payload">The event.</param>
    /// <param name="time">How long until its deadline; by default a minute.</param>
    public static async Task<RuntimeApiDouble> StartAsync(byte[] payload, TimeSpan? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var api = new RuntimeApiDouble(app, payload, time ?? TimeSpan.FromMinutes(1));
        app.MapGet("/2018-06-01/runtime/invocation/next", api.NextAsync);
        app.MapPost("/2018-06-01/runtime/{**path}", api.TakeAnswerAsync);
        await app.StartAsync();
        return api;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task NextAsync(HttpContext http)
    {
        if (!_events.TryDequeue(out var payload))
        {
            // As on Lambda, there is no answer until there is an event.
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        http.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = "00000000-0000-0000-0000-000000000001";
        http.Response.Headers["Lambda-Runtime-Deadline-Ms"] = (DateTimeOffset.UtcNow + _time)
            .ToUnixTimeMilliseconds()
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
        http.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-east-1:123456789012:function:compressor";
        http.Response.Headers["Lambda-Runtime-Trace-Id"] = "Root=1-00000000-000000000000000000000000";
        http.Response.ContentLength = payload.Length;
        await http.Response.Body.WriteAsync(payload);
    }

    private async Task TakeAnswerAsync(HttpContext http, string path)
    {
        using var reader = new StreamReader(http.Request.Body);
        _answer.TrySetResult((path, http.Request.Headers["Lambda-Runtime-Function-Error-Type"].ToString(), await reader.ReadToEndAsync()));
        http.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}
