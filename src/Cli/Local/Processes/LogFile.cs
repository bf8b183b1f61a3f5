using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Local.Processes;

/// <summary>The file that the function's log goes to, if any. Safe for concurrent use.</summary>
internal sealed class LogFile : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter? _writer;

    /// <param name="path">A file, which is replaced; or null.</param>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public LogFile(string? path)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            _writer = new(path, append: false) { AutoFlush = true };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The log file cannot be written: {e.Message}");
        }
    }

    /// <summary>Appends a line.</summary>
    public void Write(string line)
    {
        lock (_lock)
        {
            _writer?.WriteLine(line);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _writer?.Dispose();
        }
    }
}
