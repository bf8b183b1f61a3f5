using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Local.Processes;

/// <summary>A file for what a child process writes. Safe for concurrent use.</summary>
/// <param name="path">The file, which is replaced; null for none.</param>
/// <exception cref="CommandException">It cannot be written.</exception>
internal sealed class LogFile(string? path) : IDisposable
{
    private readonly TextWriter _writer = path is null ? TextWriter.Null : Open(path);

    /// <summary>Appends a line.</summary>
    public void Write(string line) => _writer.WriteLine(line);

    public void Dispose() => _writer.Dispose();

    private static TextWriter Open(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return TextWriter.Synchronized(new StreamWriter(path, append: false) { AutoFlush = true });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The log file cannot be written: {e.Message}");
        }
    }
}
