using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Compressor.Testing;

/// <summary>SQS's SendMessage on loopback, which keeps what it gets and can refuse.</summary>
public sealed class DeadLetterReceiver : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<JsonElement> _messages = new();

    public DeadLetterReceiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(TakeAsync);
        _application.StartAsync().GetAwaiter().GetResult();
        Endpoint = new(_application.Urls.Single());
    }

    public Uri Endpoint { get; }

    /// <summary>Answer 400 to everything.</summary>
    public bool Refuses { get; set; }

    /// <summary>The bodies of the messages, parsed.</summary>
    public IReadOnlyList<JsonElement> Messages => [.. _messages];

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        http.Response.ContentType = "application/x-amz-json-1.0";
        var request = await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body);
        if (Refuses)
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsync(
                """{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"The specified queue does not exist."}""");
            return;
        }

        http.Request.Headers["X-Amz-Target"].ToString().ShouldBe("AmazonSQS.SendMessage");
        var body = request.GetProperty("MessageBody").GetString()!;
        _messages.Enqueue(JsonDocument.Parse(body).RootElement.Clone());
#pragma warning disable CA5351 // SQS's own check of the body.
        var md5 = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)));
#pragma warning restore CA5351
        await http.Response.WriteAsJsonAsync(new { MessageId = Guid.NewGuid(), MD5OfMessageBody = md5 });
    }
}
