using System.Threading.Channels;

namespace Compressor.Cli.Local.Watching;

/// <summary>Tells when source files have changed, once for all that an editor or a merge changes together.</summary>
internal sealed class SourceChanges : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase) { ".cs", ".csproj", ".xml" };

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
    });
    private readonly List<FileSystemWatcher> _watchers = [];

    /// <param name="folders">The folders to watch, with all below them.</param>
    public SourceChanges(IEnumerable<string> folders)
    {
        foreach (var folder in folders)
        {
            var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
            watcher.Changed += Note;
            watcher.Created += Note;
            watcher.Deleted += Note;
            watcher.Renamed += Note;
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
        }
    }

    /// <summary>Waits until a source file has changed since the last call, and nothing more changes for 300 ms.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _changes.Reader.ReadAsync(cancellationToken);
        do
        {
            await Task.Delay(Quiet, cancellationToken);
        }
        while (_changes.Reader.TryRead(out _));
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers)
        {
            watcher.Dispose();
        }
    }

    private void Note(object sender, FileSystemEventArgs change)
    {
        if (Extensions.Contains(Path.GetExtension(change.Name ?? "")))
        {
            _changes.Writer.TryWrite(true);
        }
    }
}
