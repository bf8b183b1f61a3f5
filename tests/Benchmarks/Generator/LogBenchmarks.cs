using BenchmarkDotNet.Attributes;
using Compressor.Generators;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using MicrosoftLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Compressor.Benchmarks.Generator;

/// <summary>
/// One line with five arguments, written to nowhere: the generated method against LoggerMessage and the JSON console formatter.
/// </summary>
public class LogBenchmarks : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly FormatterLogger _written;
    private readonly ILogger _filtered;
    private readonly OurLog _sampled = new(new SampledLogWriter(1, writesAll: false, Stream.Null));
    private readonly OurLog _held = new(new SampledLogWriter(0, writesAll: false, Stream.Null));
    private readonly OurLog _notSampled = new(new SampledLogWriter(0, writesAll: false, Stream.Null, heldBytes: 0));

    /// <summary>Sets up the console's formatter without the console.</summary>
    public LogBenchmarks()
    {
        _services = new ServiceCollection()
            .AddLogging(builder => builder
                .AddJsonConsole(options => (options.UseUtcTimestamp, options.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ"))
                .SetMinimumLevel(MicrosoftLevel.Warning))
            .BuildServiceProvider();
        var formatter = _services.GetServices<ConsoleFormatter>().Single(candidate => candidate.Name == ConsoleFormatterNames.Json);
        _written = new FormatterLogger(formatter, MicrosoftLevel.Information, Stream.Null);
        _filtered = _services.GetRequiredService<ILoggerFactory>().CreateLogger("Benchmark");
        _sampled.Writer.Begin("8f507cfc-xmpl-4697-b07a-ac58fc914c95");
        _held.Writer.Begin("8f507cfc-xmpl-4697-b07a-ac58fc914c95");
        _notSampled.Writer.Begin("8f507cfc-xmpl-4697-b07a-ac58fc914c95");
    }

    /// <summary>LoggerMessage, written.</summary>
    [Benchmark(Description = "LoggerMessage + JSON console formatter, written")]
    public void LoggerMessageWritten() =>
        PlainLog.Compressed(_written, "incoming/4f/events.json", "processed/4f/events.zip", 10_485_760, 2_097_152, 70.25);

    /// <summary>Ours, written.</summary>
    [Benchmark(Description = "[SampledLog], sampled")]
    public void Sampled() => _sampled.Compressed("incoming/4f/events.json", "processed/4f/events.zip", 10_485_760, 2_097_152, 70.25);

    /// <summary>LoggerMessage, below the level.</summary>
    [Benchmark(Description = "LoggerMessage, filtered out")]
    public void LoggerMessageFiltered() =>
        PlainLog.Compressed(_filtered, "incoming/4f/events.json", "processed/4f/events.zip", 10_485_760, 2_097_152, 70.25);

    /// <summary>Ours, not sampled, and nothing held back.</summary>
    [Benchmark(Description = "[SampledLog], not sampled")]
    public void NotSampled() => _notSampled.Compressed("incoming/4f/events.json", "processed/4f/events.zip", 10_485_760, 2_097_152, 70.25);

    /// <summary>Ours, not sampled, held back for the case that the invocation fails: an invocation with this line.</summary>
    [Benchmark(Description = "[SampledLog], not sampled, held back (a whole invocation)")]
    public void HeldBack()
    {
        _held.Writer.Begin("8f507cfc-xmpl-4697-b07a-ac58fc914c95");
        _held.Compressed("incoming/4f/events.json", "processed/4f/events.zip", 10_485_760, 2_097_152, 70.25);
        _held.Writer.Complete(failed: false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _services.Dispose();
        GC.SuppressFinalize(this);
    }
}

internal sealed partial class OurLog(SampledLogWriter writer)
{
    public SampledLogWriter Writer { get; } = writer;

    [SampledLog(Compressor.Generators.LogLevel.Info, "Compressed {key} to {archive}")]
    public partial void Compressed(string key, string archive, long bytesIn, long bytesOut, double milliseconds);
}

internal static partial class PlainLog
{
    [LoggerMessage(MicrosoftLevel.Information, "Compressed {Key} to {Archive} ({BytesIn}, {BytesOut}, {Milliseconds})")]
    public static partial void Compressed(ILogger logger, string key, string archive, long bytesIn, long bytesOut, double milliseconds);
}
