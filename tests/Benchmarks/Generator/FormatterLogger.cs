using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Compressor.Benchmarks.Generator;

/// <summary>
/// What Microsoft's ConsoleLogger does in the caller's thread, less the queue and the console: format, and hand over the text.
/// </summary>
internal sealed class FormatterLogger(ConsoleFormatter formatter, LogLevel minimum, Stream output) : ILogger
{
    [ThreadStatic]
    private static StringWriter? _writer;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatText)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        _writer ??= new StringWriter();
        var entry = new LogEntry<TState>(logLevel, "Benchmark", eventId, state, exception, formatText);
        formatter.Write(in entry, scopeProvider: null, _writer);
        var text = _writer.GetStringBuilder().ToString();
        _writer.GetStringBuilder().Clear();
        output.Write(Encoding.UTF8.GetBytes(text));
    }
}
