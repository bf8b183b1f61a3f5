using System.Text;
using Compressor.Core.Archiving;
using Compressor.Handler.Settings;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Model;

/// <summary>What a seed decides before its run begins, and each time that there is a choice.</summary>
internal sealed class Plan
{
    private static readonly FaultKind[] AnyRequest =
    [
        FaultKind.InternalError, FaultKind.SlowDown, FaultKind.AccessDenied, FaultKind.ResetBefore, FaultKind.LostResponse,
        FaultKind.LostResponse, FaultKind.ResetAfterBody,
    ];

    private static readonly FaultKind[] Reads =
        [.. AnyRequest, FaultKind.ResetInBody, FaultKind.TruncatedBody, FaultKind.CorruptedBytes, FaultKind.WrongContentLength];

    private static readonly FaultKind[] Writes = [.. AnyRequest, FaultKind.ResetInRequest, FaultKind.Conflict];

    private readonly Random _random;

    public Plan(int seed)
    {
        _random = new Random(seed);
        Settings = new CompressorSettings
        {
            ReportBatchItemFailures = true,
            SourceAfterSuccess = _random.Next(2) == 0 ? SourceAfterSuccess.Keep : SourceAfterSuccess.Delete,
            Compression = Pick(Enum.GetValues<Compression>()),
            Format = Pick(Enum.GetValues<ArchiveFormat>()),
        };
        Bucket = new BucketSettings
        {
            Versioned = _random.Next(2) == 0,
            OpaqueETags = _random.Next(4) == 0,
            MinPartSize = 1,
            NotificationPrefix = "incoming/",
            NotificationSuffix = ".json",
        };

        // Without versions, what deletes needs the order that sequencers give (ProtocolTests has the reason).
        MayLackSequencers = Bucket.Versioned || Settings.SourceAfterSuccess == SourceAfterSuccess.Keep;
        Sequenced = !MayLackSequencers || _random.Next(3) > 0;
        FaultRate = Pick([0.0, 0.05, 0.15, 0.3]);
        Limits = _random.Next(3) == 0
            ? new ArchiveLimits(MaxBufferedBytes: 100, PartSize: 64)
            : ArchiveLimits.FromMemoryLimit(memoryLimitInMB: 512);
        Keys = _random.Next(1, 3);
        Steps = _random.Next(4, 12);
        Batches = _random.Next(2) == 0;
    }

    public CompressorSettings Settings { get; }

    public BucketSettings Bucket { get; }

    public bool MayLackSequencers { get; }

    public bool Sequenced { get; }

    public double FaultRate { get; }

    /// <summary>Where streaming begins: a third of the seeds streams all but the smallest objects.</summary>
    public ArchiveLimits Limits { get; }

    public int Keys { get; }

    /// <summary>Uploads, deletions, duplicates and requeued events.</summary>
    public int Steps { get; }

    /// <summary>Whether events come from a queue, several at once: half of the seeds.</summary>
    public bool Batches { get; }

    public int Next(int bound) => _random.Next(bound);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>One of three contents, so that the same bytes come again.</summary>
    public byte[] Content()
    {
        var variant = _random.Next(3);
        var elements = string.Concat(Enumerable.Repeat($$"""{"variant":{{variant}}},""", 40));
        return Encoding.UTF8.GetBytes(variant == 2 ? "{}" : $"[{elements}0]");
    }

    public FaultRule? Fault(RecordedRequest request) => !Chance(FaultRate) ? null : new FaultRule(Pick(request.Operation switch
    {
        S3Operation.GetObject => Reads,
        S3Operation.PutObject or S3Operation.UploadPart or S3Operation.CompleteMultipartUpload => Writes,
        _ => AnyRequest,
    }));

    public override string ToString() =>
        $"{Settings.Format}, {Settings.Compression}, {Settings.SourceAfterSuccess}, {(Bucket.Versioned ? "versioned" : "unversioned")}, "
        + $"{(Sequenced ? "sequencers" : "no sequencers")}, "
        + $"{(Limits.MaxBufferedBytes == 100 ? "streamed" : "in memory")}, {(Batches ? "batches, " : "")}faults {FaultRate}";
}
