using Compressor.Core.Outcomes;
using Compressor.Generators;
using Compressor.Handler.Pipeline;

namespace Compressor.Handler.Metrics;

/// <summary>
/// What operators watch, summed up in this environment and written as one line in CloudWatch's embedded metric format: at the first
/// invocation, then at the first one that ends a minute or more later. At a line a minute the metrics cost next to nothing; what a
/// frozen environment still holds when it ends is lost, so sums are lower bounds.
/// </summary>
/// <param name="functionName">The dimension.</param>
/// <param name="output">Gets whole lines.</param>
/// <param name="clock">The time.</param>
internal sealed class FunctionMetrics(string functionName, Stream output, TimeProvider clock)
{
    /// <summary>The namespace in CloudWatch.</summary>
    public const string Namespace = "Compressor";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    private readonly JsonLineBuffer _line = new();
    private readonly long[] _outcomes = new long[OutcomeNames.All.Count];
    private long _failed;
    private long _bytesIn;
    private long _bytesOut;
    private TimeSpan? _init;
    private long _flushed;

    /// <summary>Tells how long the environment took to start; written with the first line.</summary>
    public void Started(TimeSpan init) => _init = init;

    /// <summary>Counts an object that ended well.</summary>
    public void Count(ObjectResult result)
    {
        _outcomes[(int)result.Outcome]++;
        if (result.Outcome == Outcome.Compressed)
        {
            _bytesIn += result.BytesIn;
            _bytesOut += result.BytesOut;
        }
    }

    /// <summary>Counts an invocation that failed, or the messages of one that failed.</summary>
    public void CountFailures(int count = 1) => _failed += count;

    /// <summary>Writes the line if it is due.</summary>
    public void Flush()
    {
        if (_flushed != 0 && clock.GetElapsedTime(_flushed) < Interval)
        {
            return;
        }

        _flushed = clock.GetTimestamp();
        var metadata = new MetricMetadata(
            clock.GetUtcNow().ToUnixTimeMilliseconds(), _init is null ? MetricDirective.Usual : MetricDirective.Cold);
        _line.Clear();
        new MetricLine(
            metadata,
            functionName,
            _outcomes[(int)Outcome.Compressed],
            _outcomes[(int)Outcome.Duplicate],
            _outcomes[(int)Outcome.Superseded],
            _outcomes[(int)Outcome.SourceMissing],
            _outcomes[(int)Outcome.Skipped],
            _failed,
            _bytesIn,
            _bytesOut,
            ProcessMemory.PeakMegabytes(),
            _init is null ? null : 1,
            (long?)_init?.TotalMilliseconds).WriteTo(_line);
        _line.Raw("\n"u8);
        output.Write(_line.Written);
        Array.Clear(_outcomes);
        (_failed, _bytesIn, _bytesOut, _init) = (0, 0, 0, null);
    }
}

/// <summary>A line of metrics: CloudWatch's embedded metric format. The names are those of the metrics.</summary>
[JsonLine(OmitNulls = true)]
internal readonly partial record struct MetricLine(
    [property: JsonName("_aws")] MetricMetadata Metadata,
    [property: JsonName("FunctionName")] string FunctionName,
    [property: JsonName("Compressed")] long Compressed,
    [property: JsonName("Duplicate")] long Duplicate,
    [property: JsonName("Superseded")] long Superseded,
    [property: JsonName("SourceMissing")] long SourceMissing,
    [property: JsonName("Skipped")] long Skipped,
    [property: JsonName("Failed")] long Failed,
    [property: JsonName("BytesIn")] long BytesIn,
    [property: JsonName("BytesOut")] long BytesOut,
    [property: JsonName("PeakMemory")] long PeakMemory,
    [property: JsonName("ColdStarts")] long? ColdStarts,
    [property: JsonName("InitMilliseconds")] long? InitMilliseconds);

/// <summary>What a line says to CloudWatch.</summary>
[JsonLine]
internal readonly partial record struct MetricMetadata(
    [property: JsonName("Timestamp")] long Timestamp, [property: JsonName("CloudWatchMetrics")] MetricDirective[] Directives);

/// <summary>Which properties of a line are metrics, and of what.</summary>
[JsonLine]
internal sealed partial record MetricDirective(
    [property: JsonName("Namespace")] string Namespace,
    [property: JsonName("Dimensions")] string[][] Dimensions,
    [property: JsonName("Metrics")] MetricDefinition[] Metrics)
{
    private static readonly MetricDefinition[] Always =
    [
        .. OutcomeNames.All.Select(name => new MetricDefinition(name, "Count")),
        new(nameof(MetricLine.Failed), "Count"),
        new(nameof(MetricLine.BytesIn), "Bytes"),
        new(nameof(MetricLine.BytesOut), "Bytes"),
        new(nameof(MetricLine.PeakMemory), "Megabytes"),
    ];

    /// <summary>The metrics of every line.</summary>
    public static MetricDirective[] Usual { get; } = [Create(Always)];

    /// <summary>The metrics of the line that an environment writes first.</summary>
    public static MetricDirective[] Cold { get; } =
    [
        Create([.. Always, new(nameof(MetricLine.ColdStarts), "Count"), new(nameof(MetricLine.InitMilliseconds), "Milliseconds")]),
    ];

    private static MetricDirective Create(MetricDefinition[] metrics) =>
        new(FunctionMetrics.Namespace, [[nameof(MetricLine.FunctionName)]], metrics);
}

/// <summary>A metric's name and unit.</summary>
[JsonLine]
internal readonly partial record struct MetricDefinition(
    [property: JsonName("Name")] string Name, [property: JsonName("Unit")] string Unit);
