using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Compressor.Testing;

/// <summary>An event source mapping on the queue of a <see cref="QueueServer"/>, in the terms of Terraform.</summary>
/// <param name="BatchSize"><c>batch_size</c>.</param>
/// <param name="WindowSeconds"><c>maximum_batching_window</c>.</param>
/// <param name="MaximumConcurrency"><c>maximum_concurrency</c>.</param>
/// <param name="ReportsItemFailures">Whether the mapping has <c>ReportBatchItemFailures</c>.</param>
public sealed record QueueMapping(
    int BatchSize = 10, int WindowSeconds = 0, int? MaximumConcurrency = null, bool ReportsItemFailures = true);

/// <summary>
/// SQS on loopback with one queue, and the list of event source mappings that the local AWS keeps. Receives wait for messages, within
/// SQS's limits.
/// </summary>
public sealed class QueueServer : IAsyncDisposable
{
    private const string QueuePath = "123456789012/events";
    private const int MaxMessages = 10;
    private const int MaxWaitSeconds = 20;

    private readonly WebApplication _application;
    private readonly string _listPath;

    /// <param name="listPath">The path of the list of mappings.</param>
    public QueueServer(string listPath)
    {
        _listPath = listPath;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(AnswerAsync);
        _application.StartAsync().GetAwaiter().GetResult();
        Endpoint = new(_application.Urls.Single());
    }

    public Uri Endpoint { get; }

    /// <summary>Where the list of mappings is.</summary>
    public Uri MappingList => new(Endpoint, _listPath);

    /// <summary>The queue's messages.</summary>
    public QueuedMessages Messages { get; } = new();

    /// <summary>The mapping; null where there is none.</summary>
    public QueueMapping? Mapping { get; set; }

    /// <summary>How many requests are to be answered with 500.</summary>
    public int FailuresToCome { get; set; }

    /// <summary>How many counts are to miss all messages, as a count misses one that becomes visible meanwhile.</summary>
    public int MissedCountsToCome { get; set; }

    /// <summary>How often the list was read while there was no mapping.</summary>
    public int EmptyLists { get; private set; }

    /// <summary>Messages and seconds that each receive asked for.</summary>
    public ConcurrentQueue<(int Count, int WaitSeconds)> Receives { get; } = [];

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path == _listPath)
        {
            EmptyLists += Mapping is null ? 1 : 0;
            await http.Response.WriteAsJsonAsync(ListMappings());
            return;
        }

        if (FailuresToCome-- > 0)
        {
            http.Response.StatusCode = (int)HttpStatusCode.InternalServerError;
            return;
        }

        var request = await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body);
        var answer = http.Request.Headers["X-Amz-Target"].ToString() switch
        {
            "AmazonSQS.ReceiveMessage" => await ReceiveAsync(request, http.RequestAborted),
            "AmazonSQS.DeleteMessageBatch" => Delete(request.GetProperty("Entries")),
            "AmazonSQS.GetQueueAttributes" => Attributes(),
            var other => throw new NotSupportedException(other),
        };
        http.Response.ContentType = "application/x-amz-json-1.0";
        await http.Response.WriteAsync(JsonSerializer.Serialize(answer));
    }

    private object[] ListMappings() => Mapping is not { } mapping ? [] :
    [
        new
        {
            uuid = "an-id",
            queueArn = "arn:aws:sqs:us-east-1:123456789012:events",
            queueUrl = new Uri(Endpoint, QueuePath),
            batchSize = mapping.BatchSize,
            windowSeconds = mapping.WindowSeconds,
            maximumConcurrency = mapping.MaximumConcurrency,
            reportsItemFailures = mapping.ReportsItemFailures,
        },
    ];

    private async Task<object> ReceiveAsync(JsonElement request, CancellationToken gone)
    {
        var (count, wait) = (request.GetProperty("MaxNumberOfMessages").GetInt32(), request.GetProperty("WaitTimeSeconds").GetInt32());
        count.ShouldBeInRange(1, MaxMessages);
        wait.ShouldBeInRange(0, MaxWaitSeconds);
        Receives.Enqueue((count, wait));
        var until = DateTime.UtcNow.AddSeconds(wait);
        while (true)
        {
            var taken = Messages.Take(count);
            if (taken.Count > 0 || DateTime.UtcNow >= until)
            {
                return new { Messages = taken };
            }

            await Task.Delay(5, gone);
        }
    }

    private object Delete(JsonElement requested)
    {
        var entries = requested.EnumerateArray().ToDictionary(
            entry => entry.GetProperty("Id").GetString()!, entry => entry.GetProperty("ReceiptHandle").GetString()!);
        entries.Count.ShouldBeInRange(1, MaxMessages);
        Messages.Delete([.. entries.Values]);
        return new { Successful = entries.Keys.Select(id => new { Id = id }) };
    }

    private object Attributes()
    {
        var (visible, hidden) = MissedCountsToCome-- > 0 ? (0, 0) : Messages.Count;
        return new
        {
            Attributes = new { ApproximateNumberOfMessages = $"{visible}", ApproximateNumberOfMessagesNotVisible = $"{hidden}" },
        };
    }
}
