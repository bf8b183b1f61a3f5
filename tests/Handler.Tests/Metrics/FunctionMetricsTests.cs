using System.Text;
using System.Text.Json;
using Compressor.Core.Outcomes;
using Compressor.Handler.Metrics;
using Compressor.Handler.Pipeline;
using Compressor.Handler.Tests.Faults.Harness;

namespace Compressor.Handler.Tests.Metrics;

public sealed class FunctionMetricsTests : IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly SteppedClock _clock = new();
    private readonly FunctionMetrics _metrics;

    public FunctionMetricsTests() => _metrics = new FunctionMetrics("f", _output, _clock);

    public void Dispose() => _output.Dispose();

    [Fact]
    public void The_first_invocation_writes_a_line_and_the_next_one_only_after_a_minute()
    {
        _metrics.Flush();
        _clock.Now += TimeSpan.FromSeconds(59);
        _metrics.Flush();
        Lines().Length.ShouldBe(1);
        _clock.Now += TimeSpan.FromSeconds(1);
        _metrics.Flush();
        Lines().Length.ShouldBe(2);
    }

    [Fact]
    public void A_line_sums_up_what_came_since_the_last_one()
    {
        _metrics.Flush();
        _metrics.Count(new ObjectResult("k", Outcome.Compressed) { BytesIn = 100, BytesOut = 20 });
        _metrics.Count(new ObjectResult("k", Outcome.Compressed) { BytesIn = 50, BytesOut = 10 });
        _metrics.Count(new ObjectResult("k", Outcome.Duplicate) { BytesIn = 50, BytesOut = 10 });
        _metrics.Count(new ObjectResult("k", Outcome.SourceMissing));
        _metrics.CountFailures();
        var line = NextLine();
        line.GetProperty("Compressed").GetInt64().ShouldBe(2);
        line.GetProperty("BytesIn").GetInt64().ShouldBe(150);
        line.GetProperty("BytesOut").GetInt64().ShouldBe(30);
        line.GetProperty("Duplicate").GetInt64().ShouldBe(1);
        line.GetProperty("SourceMissing").GetInt64().ShouldBe(1);
        line.GetProperty("Failed").GetInt64().ShouldBe(1);
        NextLine().GetProperty("Compressed").GetInt64().ShouldBe(0);
    }

    [Fact]
    public void A_start_is_counted_once()
    {
        _metrics.Started(TimeSpan.FromMilliseconds(7));
        var first = NextLine();
        first.GetProperty("ColdStarts").GetInt64().ShouldBe(1);
        first.GetProperty("InitMilliseconds").GetInt64().ShouldBe(7);
        NextLine().TryGetProperty("ColdStarts", out _).ShouldBeFalse();
    }

    [Fact]
    public void Each_metric_that_the_line_declares_has_a_value_beside_the_dimension()
    {
        var line = NextLine();
        var declared = line.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0];
        declared.GetProperty("Namespace").GetString().ShouldBe("Compressor");
        declared.GetProperty("Dimensions")[0][0].GetString().ShouldBe("FunctionName");
        line.GetProperty("FunctionName").GetString().ShouldBe("f");
        foreach (var metric in declared.GetProperty("Metrics").EnumerateArray())
        {
            line.GetProperty(metric.GetProperty("Name").GetString()!).ValueKind.ShouldBe(JsonValueKind.Number);
        }

        line.GetProperty("PeakMemory").GetInt64().ShouldBeGreaterThan(0);
    }

    private JsonElement NextLine()
    {
        _clock.Now += TimeSpan.FromMinutes(1);
        _metrics.Flush();
        return JsonDocument.Parse(Lines()[^1]).RootElement;
    }

    private string[] Lines() => Encoding.UTF8.GetString(_output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private sealed class SteppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
