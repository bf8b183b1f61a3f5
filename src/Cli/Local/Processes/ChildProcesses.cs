using System.Collections.Concurrent;
using System.Diagnostics;

namespace Compressor.Cli.Local.Processes;

/// <summary>Starts child processes that end when this process ends, for whatever reason.</summary>
/// <remarks>
/// On Linux, <c>setpriv --pdeathsig KILL</c> makes the kernel kill a child when its parent dies. To the kernel, the parent is the thread
/// that forked, so one thread starts all children, and lives as long as this object. Without setpriv, a child of a killed process runs on
/// until it notices that the Runtime API is gone.
/// </remarks>
internal sealed class ChildStarter : IDisposable
{
    private readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> _requests = [];
    private readonly string? _setpriv = Find("setpriv");
    private readonly Thread _thread;

    public ChildStarter()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "child starter" };
        _thread.Start();
    }

    /// <summary>Starts a process.</summary>
    /// <exception cref="FileNotFoundException">There is no such program.</exception>
    public Task<Process> StartAsync(ProcessStartInfo start)
    {
        start.FileName = Find(start.FileName) ?? throw new FileNotFoundException($"There is no program {start.FileName}");
        if (_setpriv is not null)
        {
            string[] command = ["--pdeathsig", "KILL", "--", start.FileName, .. start.ArgumentList];
            start.FileName = _setpriv;
            start.ArgumentList.Clear();
            foreach (var argument in command)
            {
                start.ArgumentList.Add(argument);
            }
        }

        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests.Add((start, started));
        return started.Task;
    }

    /// <summary>Ends the thread, and with it what it started and still runs.</summary>
    public void Dispose()
    {
        _requests.CompleteAdding();
        _thread.Join();
        _requests.Dispose();
    }

    private static string? Find(string program) => Path.IsPathRooted(program) || program.Contains('/')
        ? File.Exists(program) ? Path.GetFullPath(program) : null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private void Run()
    {
        foreach (var (start, started) in _requests.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        }
    }
}

/// <summary>How Lambda words the end of a runtime's process.</summary>
internal static class ExitStatus
{
    private const int SignalBase = 128;

    /// <summary>Returns <c>exit status N</c> or <c>signal: name</c>.</summary>
    /// <param name="exitCode">What .NET reports: 128 + the signal's number after a signal.</param>
    public static string Describe(int exitCode) => (exitCode - SignalBase) switch
    {
        1 => "signal: hangup",
        2 => "signal: interrupt",
        4 => "signal: illegal instruction",
        6 => "signal: aborted",
        7 => "signal: bus error",
        8 => "signal: floating point exception",
        9 => "signal: killed",
        11 => "signal: segmentation fault",
        13 => "signal: broken pipe",
        15 => "signal: terminated",
        _ => $"exit status {exitCode}",
    };
}
