using System.Diagnostics;
using Compressor.Lab.Processes;

namespace Compressor.Lab.Subjects;

/// <summary>One started process of a measured program, waiting for events.</summary>
internal sealed class SubjectProcess : IDisposable
{
    private const double QuietMs = 0.3;
    private const int LinesShown = 20;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly string _log = Path.Combine(Path.GetTempPath(), $"compressor-bench-{Guid.NewGuid():N}.log");
    private readonly RuntimeListener _runtime;
    private SpawnedProcess? _process;

    private SubjectProcess(Subject subject, TimeSpan? timeLimit)
    {
        Subject = subject;
        _runtime = new RuntimeListener(() => _process?.HasExited ?? false, Timeout + (timeLimit ?? TimeSpan.Zero), timeLimit);
    }

    /// <summary>The program.</summary>
    public Subject Subject { get; }

    /// <summary>From starting it to its first call for an event, in ms.</summary>
    public double InitMs { get; private set; }

    /// <summary>When it was asked for, a timestamp of <see cref="Stopwatch"/>.</summary>
    public long Spawned => _process!.Started;

    /// <summary>The lines that it has written so far.</summary>
    public IReadOnlyList<string> Lines => File.ReadAllLines(_log);

    /// <summary>The CPU time that it has used so far, in ms.</summary>
    public double CpuMs => CpuClock.OfProcess(_process!.Id);

    /// <summary>What it has in memory.</summary>
    public ResidentMemory Memory => ResidentMemory.Read(_process!.Id);

    /// <summary>The pages that it has touched so far.</summary>
    public PageFaults Faults => PageFaults.Read(_process!.Id);

    /// <summary>Starts the program and waits until it asks for an event.</summary>
    /// <param name="subject">The program.</param>
    /// <param name="store">Its S3.</param>
    /// <param name="memorySize">The function's memory setting, in MB.</param>
    /// <param name="timeLimit">The function's time limit, which it gets as a deadline; null for no limit.</param>
    /// <exception cref="MeasurementException">It ended or hung; the message has the end of what it wrote.</exception>
    public static SubjectProcess Start(Subject subject, BenchStore store, int memorySize, TimeSpan? timeLimit = null)
    {
        var started = new SubjectProcess(subject, timeLimit);
        try
        {
            var variables = SubjectEnvironment.For(subject, started._runtime.Authority, store.Endpoint, store.CaBundle, memorySize);
            started._process = SpawnedProcess.Start(subject.Program, variables, started._log);
            var called = started._runtime.WaitForNext();
            started.InitMs = Stopwatch.GetElapsedTime(started._process.Started, called).TotalMilliseconds;
            return started;
        }
        catch (MeasurementException e)
        {
            var explained = started.Explain(e);
            started.Dispose();
            throw explained;
        }
    }

    /// <summary>Has the process handle an event, and waits until it asks for the next one.</summary>
    /// <returns>From the event's first byte to the response's last one, in ms, and the response.</returns>
    public (double WallMs, string Response) Invoke(string json)
    {
        try
        {
            var handled = _runtime.Deliver(json);
            _runtime.WaitForNext();
            return handled;
        }
        catch (MeasurementException e)
        {
            throw Explain(e);
        }
    }

    /// <summary>Waits until the process uses no CPU time any more: what it does after its response belongs to the invocation too.</summary>
    public void WaitUntilQuiet()
    {
        var (last, since) = (CpuMs, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(since).TotalMilliseconds < QuietMs)
        {
            Thread.Sleep(TimeSpan.FromMilliseconds(QuietMs / 3));
            if (CpuMs is var now && now != last)
            {
                (last, since) = (now, Stopwatch.GetTimestamp());
            }
        }
    }

    public void Dispose()
    {
        _process?.Dispose();
        _runtime.Dispose();
        File.Delete(_log);
    }

    private MeasurementException Explain(MeasurementException e)
    {
        var lines = File.Exists(_log) ? File.ReadLines(_log).TakeLast(LinesShown) : [];
        return new($"{Subject.Name}: {e.Message} {string.Join(" ", lines)}", e.FunctionError);
    }
}
