using System.Text.Json;
using Compressor.Cli.Local;
using Compressor.Cli.Local.Mappings;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Local.Mappings;

/// <summary>The test function behind an event source mapping on a queue.</summary>
internal sealed class MappedFunction : IAsyncDisposable
{
    private readonly TestFunction _function = new();
    private RunningFunction? _running;

    /// <summary>SQS, and the mapping.</summary>
    public QueueServer Sqs { get; } = new(EventSourceMappings.ListPath);

    /// <summary>The queue.</summary>
    public QueuedMessages Queue => Sqs.Messages;

    public LocalLambda Lambda => _running!.Lambda;

    public RunningFunction Running => _running!;

    /// <summary>The batches that the function got so far, each with its messages.</summary>
    public IReadOnlyList<IReadOnlyList<JsonElement>> Batches => !File.Exists(BatchFile) ? [] :
    [
        .. File.ReadAllText(BatchFile).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => (IReadOnlyList<JsonElement>)[.. JsonDocument.Parse(line).RootElement.EnumerateArray()]),
    ];

    /// <summary>The bodies of each batch.</summary>
    public string[][] Bodies => [.. Batches.Select(batch => batch.Select(message => message.GetProperty("body").GetString()!).ToArray())];

    private string BatchFile => PathOf("batches");

    /// <param name="batchSize"><c>batch_size</c>.</param>
    /// <param name="window"><c>maximum_batching_window</c>, in seconds.</param>
    /// <param name="maximum"><c>maximum_concurrency</c>.</param>
    /// <param name="environments">Environments of the function.</param>
    /// <param name="reports">Whether the mapping has <c>ReportBatchItemFailures</c>.</param>
    public static async Task<MappedFunction> StartAsync(
        int batchSize = 10, int window = 0, int? maximum = null, int environments = 2, bool reports = true)
    {
        var mapped = new MappedFunction();
        mapped._function.Variables["TEST_BATCHES"] = mapped.BatchFile;
        mapped.Sqs.Mapping = new QueueMapping(batchSize, window, maximum, reports);
        mapped._running = await mapped._function.StartAsync(options => options with
        {
            Concurrency = environments,
            AwsEndpoint = mapped.Sqs.Endpoint,
            MappingList = mapped.Sqs.MappingList,
        });
        await TestContext.UntilAsync(() => !mapped.Sqs.Receives.IsEmpty);
        return mapped;
    }

    /// <summary>A path in the test's own folder.</summary>
    public string PathOf(string name) => _function.PathOf(name);

    /// <summary>Lets what waits for a file go on.</summary>
    public void Open(string name) => File.Create(PathOf(name)).Dispose();

    /// <summary>Waits until the queue is empty and nothing runs.</summary>
    public Task QuietAsync() => Lambda.WaitUntilQuietAsync(TestContext.Deadline);

    public async ValueTask DisposeAsync()
    {
        await Running.DisposeAsync();
        await Sqs.DisposeAsync();
        await _function.DisposeAsync();
    }
}
