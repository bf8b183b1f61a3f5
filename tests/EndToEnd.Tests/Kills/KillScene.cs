using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Compressor.Cli.Deployment;
using Compressor.Cli.Local;
using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Local.Mappings;
using Compressor.LoopbackS3.Storage;
using Compressor.Testing;
using LoopbackS3Server = Compressor.LoopbackS3.LoopbackS3Server;

namespace Compressor.EndToEnd.Tests.Kills;

/// <summary>
/// The published <c>bootstrap</c> under a local Lambda of two environments with little memory and little time, an S3 that tells it of
/// uploads, and a dead letter queue. In queue mode, S3's messages wait in a queue and come in batches.
/// </summary>
internal sealed class KillScene : IAsyncDisposable
{
    /// <summary>
    /// In MB. With so little, objects past 1 MiB are streamed (ArchiveLimits.FromMemoryLimit), and two full parts of a stream are too
    /// much.
    /// </summary>
    private const int LittleMemory = 42;

    /// <summary>So little that what was stopped is soon over.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <summary>Enough for every file, whatever else the machine does.</summary>
    private static readonly TimeSpan AmpleTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    /// <summary>
    /// Less than the function's time, which Lambda would refuse: what a stopped environment works on becomes visible while it still does.
    /// </summary>
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("compressor-kills-");
    private readonly DeadLetterReceiver _deadLetters = new();
    private readonly ConcurrentDictionary<string, string> _finished = new();

    private KillScene(LoopbackS3Server server, bool deletes, QueueServer? queue)
    {
        (Server, Queue) = (server, queue);
        Bucket = server.CreateBucket(
            "files", new BucketSettings { Versioned = deletes, NotificationPrefix = "incoming/", NotificationSuffix = ".json" });
        Deployment = new(
            "compressor",
            "arn:aws:lambda:us-east-1:123456789012:function:compressor",
            new Dictionary<string, string>
            {
                ["AWS_ENDPOINT_URL_S3"] = server.Endpoint.AbsoluteUri.TrimEnd('/'),
                ["COMPRESSOR_SOURCE_AFTER_SUCCESS"] = deletes ? "delete" : "keep",
                ["COMPRESSOR_REPORT_BATCH_ITEM_FAILURES"] = queue is null ? "false" : "true",
            },
            LittleMemory,
            (int)Timeout.TotalSeconds,
            "x86_64",
            Project.Package,
            ReservedConcurrency: 2,
            MaximumRetryAttempts: 2,
            MaximumEventAgeSeconds: 21_600,
            new Uri(_deadLetters.Endpoint, "123456789012/letters"),
            Bucket.Name,
            "incoming/",
            "processed/",
            ".json",
            "us-east-1");
    }

    public LoopbackS3Server Server { get; }

    public Bucket Bucket { get; }

    /// <summary>The queue between the bucket and the function; null where S3 invokes it.</summary>
    public QueueServer? Queue { get; }

    public DeployedResources Deployment { get; }

    /// <summary>The request ids of the events that were sent, in order, with their object's key.</summary>
    public List<(string RequestId, string Key)> Sent { get; } = [];

    /// <summary>The request ids of the invocations that ended well, with their outcome.</summary>
    public IReadOnlyDictionary<string, string> Finished => _finished;

    /// <summary>The dead letters so far.</summary>
    public IReadOnlyList<JsonElement> DeadLetters => _deadLetters.Messages;

    public static async Task<KillScene> StartAsync(bool deletes) =>
        new(await LoopbackS3Server.StartAsync(new() { RecordsRequests = false }), deletes, queue: null);

    /// <summary>The same in queue mode, with batches of five.</summary>
    public static async Task<KillScene> StartWithQueueAsync(bool deletes)
    {
        var queue = new QueueServer(EventSourceMappings.ListPath) { Mapping = new QueueMapping(BatchSize: 5) };
        (queue.Messages.Visibility, queue.Messages.MaxReceiveCount) = (Visibility, 10);
        return new(await LoopbackS3Server.StartAsync(new() { RecordsRequests = false }), deletes, queue);
    }

    /// <summary>Starts a Lambda for the deployment as it is.</summary>
    public Task<LocalLambda> StartLambdaAsync() => StartLambdaAsync(Deployment);

    /// <summary>Starts a Lambda for the deployment after what the runbook says: more memory and more time.</summary>
    public Task<LocalLambda> StartMendedLambdaAsync() =>
        StartLambdaAsync(Deployment with { MemorySize = 512, Timeout = (int)AmpleTimeout.TotalSeconds });

    private async Task<LocalLambda> StartLambdaAsync(DeployedResources deployment)
    {
        var lambda = await LocalLambda.StartAsync(
            new LocalLambdaOptions(deployment)
            {
                AwsEndpoint = Queue?.Endpoint ?? _deadLetters.Endpoint,
                MappingList = Queue?.MappingList,
                CaBundle = Server.CaBundlePath,
                Credentials = new(LoopbackS3Server.AccessKeyId, LoopbackS3Server.SecretAccessKey, SessionToken: null),
                RetryDelays = [TimeSpan.FromMilliseconds(50)],
                Folder = _folder.FullName,
            },
            CancellationToken.None);
        lambda.Happened += happened =>
        {
            if (Queue is null && happened is InvocationFinished { ErrorType: null } done)
            {
                _finished.TryAdd(done.Report.RequestId, done.Outcomes.Single().Outcome).ShouldBeTrue("an event ends well once");
            }
        };
        return lambda;
    }

    /// <summary>Uploads a file, and sends its notification as S3 does.</summary>
    public async Task UploadAsync(LocalLambda lambda, MixedFile file)
    {
        Bucket.Put(file.Key, file.Content);
        await SendAsync(lambda, file.Key, Encoding.UTF8.GetBytes(Bucket.Events[^1].ToJson()));
    }

    /// <summary>Sends what a dead letter was about once more.</summary>
    public Task SendAgainAsync(LocalLambda lambda, JsonElement letter) =>
        SendAsync(lambda, KeyOf(letter), Encoding.UTF8.GetBytes(letter.GetProperty("requestPayload").GetRawText()));

    /// <summary>The key of the object that a dead letter is about.</summary>
    public static string KeyOf(JsonElement letter) => Uri.UnescapeDataString(
        letter.GetProperty("requestPayload")
            .GetProperty("Records")[0]
            .GetProperty("s3")
            .GetProperty("object")
            .GetProperty("key")
            .GetString()!);

    /// <summary>Waits until nothing waits and nothing runs. A Lambda that has just begun does not know its queue yet.</summary>
    public async Task QuietAsync(LocalLambda lambda)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Queue is not null && Queue.Messages.Count != (0, 0))
        {
            await Task.Delay(20, patience.Token);
        }

        await lambda.WaitUntilQuietAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _deadLetters.DisposeAsync();
        await (Queue?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task SendAsync(LocalLambda lambda, string key, byte[] payload)
    {
        var answer = await Invoke.LaterAsync(lambda, Deployment.FunctionName, payload);
        answer.Status.ShouldBe(202);
        Sent.Add((answer.RequestId!, key));
    }
}
