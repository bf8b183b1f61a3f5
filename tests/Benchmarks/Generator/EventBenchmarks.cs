using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Compressor.Benchmarks.Generator;

/// <summary>Reading S3 notifications: the generated reader against System.Text.Json's source generator, into the same properties.</summary>
[GroupBenchmarksBy(BenchmarkDotNet.Configs.BenchmarkLogicalGroupRule.ByParams)]
public class EventBenchmarks
{
    private byte[] _json = [];

    /// <summary>How many records the event has. S3 sends one; batches come through queues.</summary>
    [Params(1, 10, 100)]
    public int Records { get; set; }

    /// <summary>
    /// Whether entity tags, versions and sequencers differ from record to record, as keys do; otherwise they are of one file, uploaded
    /// again and again.
    /// </summary>
    [Params(false, true)]
    public bool Distinct { get; set; }

    /// <summary>Makes an event like those that S3 sends.</summary>
    [GlobalSetup]
    public void Setup() => _json = Encoding.UTF8.GetBytes(
        $$"""{"Records":[{{string.Join(',', Enumerable.Range(0, Records).Select(number => SampleEvent.Record(number, Distinct)))}}]}""");

    /// <summary>System.Text.Json, with metadata generated at compile time.</summary>
    [Benchmark(Baseline = true, Description = "System.Text.Json source generator")]
    public object SystemTextJson() => JsonSerializer.Deserialize(_json, PlainEventContext.Default.PlainEvent)!;

    /// <summary>Ours.</summary>
    [Benchmark(Description = "[JsonEvent]")]
    public object JsonEvent() => OurEvent.Read(_json);
}
