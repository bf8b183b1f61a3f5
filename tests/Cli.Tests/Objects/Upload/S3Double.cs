using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Compressor.Cli.Tests.Objects.Upload;

/// <summary>As much of S3 as an upload meets, on loopback: HEAD and PUT of one bucket's objects, failing where it is told to.</summary>
internal sealed class S3Double : IAsyncDisposable
{
    private const string ChecksumHeader = "x-amz-checksum-crc64nvme";

    private readonly WebApplication _app;

    private S3Double(WebApplication app) => _app = app;

    public ConcurrentDictionary<string, (byte[] Bytes, string Checksum)> Objects { get; } = [];

    /// <summary>Method and key to the status and code to answer with; the key <c>*</c> is any.</summary>
    public Dictionary<(string Method, string Key), (int Status, string Code)> Failures { get; } = [];

    public ConcurrentQueue<string> Puts { get; } = [];

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<S3Double> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var s3 = new S3Double(app);
        app.Map("/bucket/{**key}", s3.AnswerAsync);
        await app.StartAsync();
        return s3;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var key = context.Request.Path.Value!["/bucket/".Length..];
        var method = context.Request.Method;
        if (Failures.TryGetValue((method, key), out var failure) || Failures.TryGetValue((method, "*"), out failure))
        {
            context.Response.StatusCode = failure.Status;
            return method == "HEAD"
                ? Task.CompletedTask
                : context.Response.WriteAsync($"<Error><Code>{failure.Code}</Code><Message>told to</Message></Error>");
        }

        return method == "HEAD" ? HeadAsync(context, key) : PutAsync(context, key);
    }

    private Task HeadAsync(HttpContext context, string key)
    {
        if (!Objects.TryGetValue(key, out var found))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.ContentLength = found.Bytes.Length;
        if (context.Request.Headers["x-amz-checksum-mode"] == "ENABLED")
        {
            context.Response.Headers[ChecksumHeader] = found.Checksum;
        }

        return Task.CompletedTask;
    }

    private async Task PutAsync(HttpContext context, string key)
    {
        Puts.Enqueue(key);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Objects[key] = (body.ToArray(), context.Request.Headers[ChecksumHeader].ToString());
        context.Response.Headers.ETag = "\"etag\"";
    }
}
