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

    private const int S3MinPartSize = 5 * 1024 * 1024;

    private readonly MemoryStream _lines = new();
    private readonly Function _function;

    private StreamingScene(LoopbackS3Server server, CompressorSettings settings, ArchiveLimits limits)
    {
        Server = server;
        Bucket = server.CreateBucket("files", new BucketSettings { MinPartSize = Math.Min(limits.PartSize, S3MinPartSize) });
        _function = FunctionFactory.Compose(
            settings,
            new ObjectStore(S3ClientFactory.Create("us-east-1", server.Endpoint), overTls: false),
            limits,
            new InvocationLog(1, debug: true, _lines),
            new FunctionMetrics("f", _lines, TimeProvider.System));
    }

    public LoopbackS3Server Server { get; }

    public Bucket Bucket { get; }

    public string Log => Encoding.UTF8.GetString(_lines.ToArray());

    /// <param name="settings">The settings; the defaults if not given.</param>
    /// <param name="limits">Where streaming begins; <see cref="MaxBufferedBytes"/> and <see cref="PartSize"/> if not given.</param>
    public static async Task<StreamingScene> StartAsync(CompressorSettings? settings = null, ArchiveLimits? limits = null) => new(
        await LoopbackS3Server.StartAsync(new LoopbackOptions { Https = false }),
        settings ?? new CompressorSettings(),
        limits ?? new ArchiveLimits(MaxBufferedBytes, PartSize));

    /// <summary>Uploads an object, delivers its event, and returns what the function answered for it.</summary>
    public async Task<JsonElement> CompressAsync(Content content, string key = "incoming/x.json")
    {
        Bucket.Put(key, content);
        var context = new InvocationContext { AwsRequestId = "r", Deadline = DateTimeOffset.MaxValue };
        var response = await _function.FunctionHandler(
            new Invocation(context, Encoding.UTF8.GetBytes(Bucket.Events[^1].ToJson())), CancellationToken.None);
        return JsonDocument.Parse(response).RootElement.GetProperty("results")[0];
    }

    public async ValueTask DisposeAsync()
    {
        await _lines.DisposeAsync();
        await Server.DisposeAsync();
    }
}
