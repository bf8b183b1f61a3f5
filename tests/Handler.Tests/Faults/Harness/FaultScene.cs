using System.Text;
using Compressor.Core.Archiving;
using Compressor.Core.Keys;
using Compressor.Core.Outcomes;
using Compressor.Handler.Settings;
using Compressor.LoopbackS3;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Notifications;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Faults.Harness;

/// <summary>A server, a bucket, a handler, and one source in the bucket.</summary>
internal sealed class FaultScene : IAsyncDisposable
{
    public const string Name = "day/events.json";
    public const string Key = "incoming/" + Name;

    /// <summary>Everything is streamed, in parts of a few KB.</summary>
    public static ArchiveLimits Streaming { get; } = new(MaxBufferedBytes: 10, PartSize: 2048);

    private readonly ArchiveFormat _format;

    private FaultScene(LoopbackS3Server server, BucketSettings bucket, CompressorSettings? settings, ArchiveLimits? limits, bool isAws)
    {
        (Server, _format) = (server, settings?.Format ?? ArchiveFormat.Zip);
        Bucket = server.CreateBucket(
            "files", bucket with { MinPartSize = 1, NotificationPrefix = "incoming/", NotificationSuffix = ".json" });
        Handler = new HandlerUnderTest(server, settings, limits: limits, isAws: isAws);
    }

    public static KeyMapping Keys { get; } = new("incoming/", "processed/", ".json");

    /// <summary>JSON that deflates well, of a size that takes many packets.</summary>
    public static byte[] Content { get; } = Json(1);

    public static string ArchiveKey => Keys.ArchiveKey(Name);

    /// <summary>The key of the archive of <see cref="Key"/> in the scene's format.</summary>
    public string StoredKey => ArchiveKeyOf(Name);

    public LoopbackS3Server Server { get; }

    public Bucket Bucket { get; }

    public HandlerUnderTest Handler { get; }

    public static CompressorSettings Deleting { get; } = new() { SourceAfterSuccess = SourceAfterSuccess.Delete };

    public static byte[] Json(int seed)
    {
        var rows = Enumerable.Range(0, 4000).Select(i => $$"""{"id":{{i}},"seed":{{seed}},"value":{{i * 7919 % 1009}}}""");
        return Encoding.UTF8.GetBytes($"[{string.Join(",\n", rows)}]");
    }

    public static async Task<FaultScene> CreateAsync(
        BucketSettings? bucket = null,
        CompressorSettings? settings = null,
        bool https = true,
        ArchiveLimits? limits = null,
        bool isAws = true) =>
        new(await LoopbackS3Server.StartAsync(new LoopbackOptions { Https = https }), bucket ?? new(), settings, limits, isAws);

    /// <summary>Uploads a source and returns its event.</summary>
    public ObjectEvent Upload(byte[]? content = null, string key = Key)
    {
        Bucket.Put(key, content ?? Content);
        return Bucket.Events[^1];
    }

    public FaultScene With(FaultKind kind, S3Operation operation, int times = 1, int skip = 0, Action? stepIn = null)
    {
        Server.Faults.Add(new FaultRule(kind) { Operation = operation, Times = times, Skip = skip, StepIn = stepIn });
        return this;
    }

    public Task<Answer> DeliverAsync(ObjectEvent upload, TimeSpan? working = null) => Handler.InvokeAsync(upload.ToJson(), working);

    public int Count(S3Operation operation) => Server.Requests.Count(request => request.Operation == operation);

    /// <summary>Takes the stored archive apart; null where there is none.</summary>
    public byte[]? Archived(string? archiveKey = null) =>
        Bucket.Find(archiveKey ?? StoredKey) is { } stored ? Read(_format, stored.Content.ToArray()) : null;

    /// <summary>The bucket after a failure: nothing half-written, nothing left open, the source untouched.</summary>
    public void ShouldHoldOnlyTheSource()
    {
        Bucket.Keys.ShouldBe([Key]);
        Bucket.Find(Key)!.Content.ToArray().ShouldBe(Content);
        Bucket.Uploads.Open.ShouldBeEmpty();
    }

    /// <summary>Takes an archive apart.</summary>
    public static byte[] Read(ArchiveFormat format, byte[] archive)
    {
        using var opened = format.Define().Open(new MemoryStream(archive)).Content;
        using var content = new MemoryStream();
        opened.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>
    /// Ends the scene with a good event in the same process: whatever failed, nothing of it may stay behind in the handler,
    /// and no request of the event may have to be repeated.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            Server.Recover();
            var good = Upload(Json(3)[..^1000], "incoming/after the fault.json");
            var before = Server.Requests.Count;

            (await DeliverAsync(good)).ShouldBe(Outcome.Compressed);

            Archived(ArchiveKeyOf("after the fault.json")).ShouldBe(Json(3)[..^1000]);
            Server.Requests.Skip(before).ShouldAllBe(
                request => request.Status == 200 || request.Status == 204 || request.ErrorCode == "RequestTimeTooSkewed");
        }
        finally
        {
            Handler.Dispose();
            await Server.DisposeAsync();
        }
    }

    private string ArchiveKeyOf(string name) => (Keys with { Format = _format }).ArchiveKey(name);
}

internal static class AnswerAssertions
{
    public static void ShouldBe(this Answer answer, Outcome outcome)
    {
        answer.ErrorType.ShouldBeNull(answer.Message);
        answer.Outcomes.ShouldBe([outcome]);
    }

    public static void ShouldFailWith(this Answer answer, string errorType) => answer.ErrorType.ShouldBe(errorType, answer.ToString());
}
