using System.Text;

namespace Compressor.Cli.Local.Environments;

/// <summary>The last 4 KB of an invocation's log: what LogType Tail returns. Safe for concurrent use.</summary>
internal sealed class LogTail
{
    private const int Limit = 4 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private int _bytes;

    /// <summary>Forgets what was there.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _lines.Clear();
            _bytes = 0;
        }
    }

    /// <summary>Adds a line, and drops what is more than can be returned.</summary>
    public void Add(string line)
    {
        lock (_lock)
        {
            _lines.Enqueue(line);
            _bytes += Encoding.UTF8.GetByteCount(line) + 1;
            while (_lines.Count > 1 && _bytes - (Encoding.UTF8.GetByteCount(_lines.Peek()) + 1) >= Limit)
            {
                _bytes -= Encoding.UTF8.GetByteCount(_lines.Dequeue()) + 1;
            }
        }
    }

    /// <summary>The tail, lines ended by <c>\n</c>; the first one may be cut.</summary>
    public override string ToString()
    {
        lock (_lock)
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(_lines.Select(line => line + "\n")));
            return Encoding.UTF8.GetString(bytes.AsSpan(Math.Max(0, bytes.Length - Limit)));
        }
    }
}
