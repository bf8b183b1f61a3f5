using System.Text;
using System.Text.Json;
using Compressor.Core.Archiving;
using Compressor.Handler.Logging;
using Compressor.Handler.Metrics;
using Compressor.Handler.Runtime;
using Compressor.Handler.Settings;
using Compressor.Handler.Startup;
using Compressor.Handler.Storage;
using Compressor.LoopbackS3;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Streaming;

/// <summary>A function whose limits are so small that small objects stream, and an S3 that takes parts as small.</summary>
internal sealed class StreamingScene : IAsyncDisposable
{
    public const int MaxBufferedBytes = 64 * 1024;
    public const int PartSize = 32 * 1024;

    private readonly LoopbackS3Server _server;
    private readonly Function _function;

    private StreamingScene(LoopbackS3Server server, CompressorSettings settings, BucketSettings bucket)
    {
        _server = server;
        Bucket = server.CreateBucket("files", bucket);
        var output = new MemoryStream();
        _function = FunctionFactory.Compose(
            settings,
            new ObjectStore(S3ClientFactory.Create("us-east-1", server.Endpoint), overTls: false),
            new ArchiveLimits(MaxBufferedBytes, PartSize),
            new InvocationLog(1, debug: true, output),
            new FunctionMetrics("f", output, TimeProvider.System));
    }

    public Bucket Bucket { get; }

    public static async Task<StreamingScene> StartAsync(CompressorSettings? settings = null, bool keepsBytes = true) => new(
        await LoopbackS3Server.StartAsync(new LoopbackOptions { Https = false }),
        settings ?? new CompressorSettings(),
        new BucketSettings { MinimumPartSize = PartSize, DiscardsBodies = !keepsBytes });

    /// <summary>Uploads an object, delivers its event, and returns what the function answered for it.</summary>
    public async Task<JsonElement> CompressAsync(Content content, string key = "incoming/x.json")
    {
        Bucket.Put(key, content);
        var context = new InvocationContext { AwsRequestId = "r", InvokedFunctionArn = "arn", Deadline = DateTimeOffset.MaxValue };
        var response = await _function.FunctionHandler(
            new Invocation(context, Encoding.UTF8.GetBytes(Bucket.Events[^1].ToJson())), CancellationToken.None);
        return JsonDocument.Parse(response).RootElement.GetProperty("results")[0];
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();
}
