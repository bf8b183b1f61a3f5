using System.Buffers;
using System.Text.Json;
using Compressor.Core.Outcomes;
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

    private readonly ArrayBufferWriter<byte> _line = new(1536);
    private readonly long[] _outcomes = new long[(int)Outcome.Skipped + 1];
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

    /// <summary>Counts an invocation that failed.</summary>
    public void CountFailure() => _failed++;

    /// <summary>Writes the line if it is due.</summary>
    public void Flush()
    {
        if (_flushed != 0 && clock.GetElapsedTime(_flushed) < Interval)
        {
            return;
        }

        _flushed = clock.GetTimestamp();
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line))
        {
            WriteLine(json);
        }

        _line.Write("\n"u8);
        output.Write(_line.WrittenSpan);
        Array.Clear(_outcomes);
        (_failed, _bytesIn, _bytesOut, _init) = (0, 0, 0, null);
    }

    private void WriteLine(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("_aws"u8);
        json.WriteNumber("Timestamp"u8, clock.GetUtcNow().ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics"u8);
        json.WriteStartObject();
        json.WriteString("Namespace"u8, Namespace);
        json.WriteStartArray("Dimensions"u8);
        json.WriteStartArray();
        json.WriteStringValue("FunctionName"u8);
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics"u8);
        ForEach((name, unit, _) =>
        {
            json.WriteStartObject();
            json.WriteString("Name"u8, name);
            json.WriteString("Unit"u8, unit);
            json.WriteEndObject();
        });
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString("FunctionName"u8, functionName);
        ForEach((name, _, value) => json.WriteNumber(name, value));
        json.WriteEndObject();
    }

    /// <summary>Calls <paramref name="visit"/> with the name, unit and value of each metric of this line.</summary>
    private void ForEach(Action<string, string, long> visit)
    {
        visit(nameof(Outcome.Compressed), "Count", _outcomes[(int)Outcome.Compressed]);
        visit(nameof(Outcome.Duplicate), "Count", _outcomes[(int)Outcome.Duplicate]);
        visit(nameof(Outcome.Superseded), "Count", _outcomes[(int)Outcome.Superseded]);
        visit(nameof(Outcome.SourceMissing), "Count", _outcomes[(int)Outcome.SourceMissing]);
        visit(nameof(Outcome.Skipped), "Count", _outcomes[(int)Outcome.Skipped]);
        visit("Failed", "Count", _failed);
        visit("BytesIn", "Bytes", _bytesIn);
        visit("BytesOut", "Bytes", _bytesOut);
        visit("PeakMemory", "Megabytes", ProcessMemory.PeakMegabytes());
        if (_init is { } init)
        {
            visit("ColdStarts", "Count", 1);
            visit("InitMilliseconds", "Milliseconds", (long)init.TotalMilliseconds);
        }
    }
}
