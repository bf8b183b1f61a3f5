using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Compressor.Cli.Tests.Objects.Redrive;

/// <summary>
/// As much of SQS and of Lambda as a redrive meets, on loopback, each answer so much later: a queue that hides what it gave, and a
/// function that takes events.
/// </summary>
internal sealed class QueueDouble : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TimeSpan _delay;
    private readonly ConcurrentQueue<string> _visible = new();
    private readonly ConcurrentDictionary<string, string> _hidden = [];
    private int _id;

    private QueueDouble(WebApplication app, TimeSpan delay) => (_app, _delay) = (app, delay);

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>The bodies that the function took.</summary>
    public ConcurrentBag<string> Events { get; } = [];

    /// <summary>How many messages there are, hidden ones too.</summary>
    public int Count => _visible.Count + _hidden.Count;

    public static async Task<QueueDouble> StartAsync(TimeSpan delay)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var queue = new QueueDouble(app, delay);
        app.Run(queue.AnswerAsync);
        await app.StartAsync();
        return queue;
    }

    public void Add(string body) => _visible.Enqueue(body);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        await Task.Delay(_delay, context.RequestAborted);
        if (context.Request.Path.Value!.EndsWith("/invocations", StringComparison.Ordinal))
        {
            Events.Add(body);
            context.Response.StatusCode = (int)HttpStatusCode.Accepted;
            return;
        }

        using var request = JsonDocument.Parse(body);
        var answer = context.Request.Headers["X-Amz-Target"].ToString() switch
        {
            "AmazonSQS.ReceiveMessage" => Receive(request.RootElement.GetProperty("MaxNumberOfMessages").GetInt32()),
            "AmazonSQS.DeleteMessageBatch" => ForEach(request, id => _hidden.TryRemove(id, out _)),
            "AmazonSQS.ChangeMessageVisibilityBatch" => ForEach(request, Release),
            var other => throw new NotSupportedException(other),
        };
        context.Response.ContentType = "application/x-amz-json-1.0";
        await context.Response.WriteAsync(JsonSerializer.Serialize(answer));
    }

    [SuppressMessage("Security", "CA5351", Justification = "What SQS answers, and its client compares.")]
    private object Receive(int count)
    {
        var messages = new List<object>();
        while (messages.Count < count && _visible.TryDequeue(out var body))
        {
            var id = $"{Interlocked.Increment(ref _id)}";
            _hidden[id] = body;
            messages.Add(new
            {
                MessageId = id,
                ReceiptHandle = id,
                Body = body,
                MD5OfBody = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body))),
                Attributes = new { SentTimestamp = "1" },
            });
        }

        return new { Messages = messages };
    }

    private static object ForEach(JsonDocument request, Action<string> change)
    {
        var entries = request.RootElement.GetProperty("Entries").EnumerateArray().ToList();
        entries.ForEach(entry => change(entry.GetProperty("ReceiptHandle").GetString()!));
        return new { Successful = entries.Select(entry => new { Id = entry.GetProperty("Id").GetString() }) };
    }

    private void Release(string id)
    {
        if (_hidden.TryRemove(id, out var body))
        {
            _visible.Enqueue(body);
        }
    }
}
