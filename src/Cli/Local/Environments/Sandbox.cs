using System.Diagnostics;
using System.Text;
using Compressor.Cli.Local.Processes;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Processes;

namespace Compressor.Cli.Local.Environments;

/// <summary>One process of the function's runtime: its output, its memory, its end.</summary>
internal sealed class Sandbox : IAsyncDisposable
{
    /// <summary>
    /// How long to wait for the rest of the output after the process ended: a child of it may hold the pipes open.
    /// </summary>
    private static readonly TimeSpan RestOfOutput = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly OutputPump _output;
    private readonly long _memoryLimit;
    private long _peak;

    private Sandbox(Process process, long memoryLimit, Action<string> line)
    {
        _process = process;
        _memoryLimit = memoryLimit;
        Id = process.Id;
        _output = new(process, line);
        Exited = WaitAsync();
    }

    /// <summary>The process's id.</summary>
    public int Id { get; }

    /// <summary>
    /// Completes with the exit code (128 + the signal's number after a signal) when the process has ended and its output has been read.
    /// </summary>
    public Task<int> Exited { get; }

    /// <summary>The largest resident set that it has had so far, in bytes.</summary>
    public long PeakMemory => _peak = ProcessMemory.TryRead(Id, out _, out var peak) ? peak : _peak;

    /// <summary>Starts a runtime.</summary>
    /// <param name="starter">Starts the process.</param>
    /// <param name="code">The function's code.</param>
    /// <param name="variables">All of its environment variables.</param>
    /// <param name="memoryLimit">How many bytes it may have resident before it is killed.</param>
    /// <param name="line">Called for each line that it writes.</param>
    public static async Task<Sandbox> StartAsync(
        ChildStarter starter, FunctionCode code, IReadOnlyDictionary<string, string> variables, long memoryLimit, Action<string> line)
    {
        var start = new ProcessStartInfo(code.Bootstrap)
        {
            WorkingDirectory = code.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var process = await starter.StartAsync(start);
        process.StandardInput.Close();
        return new(process, memoryLimit, line);
    }

    /// <summary>Kills the process if it uses more memory than it may. Ends when it is cancelled.</summary>
    public async Task WatchMemoryAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (!cancellationToken.IsCancellationRequested && !Exited.IsCompleted)
        {
            if (PeakMemory > _memoryLimit)
            {
                Kill();
                return;
            }

            try
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Reads what it has written by now.</summary>
    public void DrainOutput() => _output.Drain();

    /// <summary>Ends the process and what it started. Does nothing if it has ended.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It ended first.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exited;
        _process.Dispose();
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        await Task.WhenAny(_output.Ended, Task.Delay(RestOfOutput));
        return _process.ExitCode;
    }
}

/// <summary>The last 4 KB of an invocation's log: what LogType Tail returns. Safe for concurrent use.</summary>
internal sealed class LogTail
{
    private const int Limit = 4 * 1024;

    private readonly Lock _lock = new();
    private byte[] _tail = [];

    /// <summary>Forgets what was there.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _tail = [];
        }
    }

    /// <summary>Adds a line.</summary>
    public void Add(string line)
    {
        lock (_lock)
        {
            byte[] all = [.. _tail, .. Encoding.UTF8.GetBytes(line), (byte)'\n'];
            _tail = all[Math.Max(0, all.Length - Limit)..];
        }
    }

    /// <summary>The tail, lines ended by <c>\n</c>; the first one may be cut.</summary>
    public override string ToString()
    {
        lock (_lock)
        {
            return Encoding.UTF8.GetString(_tail);
        }
    }
}
