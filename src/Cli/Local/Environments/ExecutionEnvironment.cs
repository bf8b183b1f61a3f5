using System.Diagnostics;
using System.Globalization;
using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Local.Processes;
using Compressor.Cli.Local.RuntimeApi;
using Compressor.Cli.Local.Versions;

namespace Compressor.Cli.Local.Environments;

/// <summary>
/// One execution environment: a runtime process, started when it is first needed and replaced after it ended. It runs one invocation at a
/// time.
/// </summary>
internal sealed class ExecutionEnvironment(EnvironmentBlueprint blueprint, int number, Func<string> runtimeApi) : IAsyncDisposable
{
    private const string ExitError = "Runtime.ExitError";
    private const double BytesPerMegabyte = 1024 * 1024;

    private readonly LogTail _tail = new();
    private volatile Sandbox? _sandbox;
    private volatile RuntimeSession? _session;
    private volatile bool _aborted;
    private volatile FunctionVersion? _running;
    private FunctionVersion _version = null!;

    /// <summary>Its number, from 0.</summary>
    public int Number => number;

    /// <summary>The conversation with the present process; null before the first.</summary>
    public RuntimeSession? Session => _session;

    /// <summary>The process's id, or null where there is none.</summary>
    public int? ProcessId => _sandbox is { Exited.IsCompleted: false } sandbox ? sandbox.Id : null;

    /// <summary>Whether a process of this very version waits for an event.</summary>
    public bool IsWarmFor(FunctionVersion version) => _running == version && ProcessId is not null;

    /// <summary>Has the next invocation run a version, in a new process if the present one runs another.</summary>
    public void Prepare(FunctionVersion version) => _version = version;

    /// <summary>Runs an invocation to its end. Whatever the function does is a result, not an exception.</summary>
    /// <exception cref="OperationCanceledException">The environment was aborted.</exception>
    public async Task<InvocationResult> InvokeAsync(Invocation invocation)
    {
        _tail.Clear();
        TimeSpan? initDuration = null;
        InvocationEnd? failure = null;
        var clock = new Stopwatch();
        if (!IsWarmFor(_version))
        {
            var init = Stopwatch.StartNew();
            failure = await InitializeAsync(invocation, blueprint.Options.InitTimeout);
            initDuration = failure is null ? init.Elapsed : null;
            if (failure is not null)
            {
                // Lambda tries once more, as a part of the invocation and in its time.
                clock.Start();
                failure = await InitializeAsync(invocation, _version.Timeout);
            }
        }

        clock.Start();
        var end = failure ?? await RunAsync(invocation, _version.Timeout - clock.Elapsed);
        clock.Stop();
        _sandbox!.DrainOutput();
        var report = Report(invocation, end, clock.Elapsed, initDuration);
        Log(report.ToJson());
        if (end.Status is InvocationStatus.Error or InvocationStatus.Timeout || failure is not null)
        {
            await EndAsync(end.ErrorType!);
        }

        return new(end.Payload, end.ErrorType, end.ErrorMessage, report, _tail.ToString());
    }

    /// <summary>Kills the process. A running invocation ends, and no other begins.</summary>
    public void Abort()
    {
        _aborted = true;
        _sandbox?.Kill();
    }

    /// <summary>Ends the process. As for <see cref="InvokeAsync"/>, the caller must hold the environment.</summary>
    public async ValueTask DisposeAsync() => await EndAsync("Shutdown");

    private async Task<InvocationEnd?> InitializeAsync(Invocation invocation, TimeSpan limit)
    {
        await EndAsync("Replaced");
        _running = _version;
        var session = new RuntimeSession();
        _session = session;
        var started = Stopwatch.StartNew();
        var variables = EnvironmentVariables.Create(blueprint.Options, _version, runtimeApi());
        var sandbox = await Sandbox.StartAsync(blueprint.Starter, _version.Code, variables, _version.MemoryLimit, Log);
        _sandbox = sandbox;
        if (_aborted)
        {
            sandbox.Kill();
        }

        await WaitAsync(Task.WhenAny(session.Initialized, session.InitFailed), sandbox, limit);
        if (session.InitFailed.IsCompleted)
        {
            return session.InitFailed.Result;
        }

        if (!session.Initialized.IsCompleted)
        {
            return _aborted ? throw new OperationCanceledException("The environment was aborted.") : Broken(invocation, sandbox);
        }

        blueprint.Started(this, started.Elapsed);
        return null;
    }

    private async Task<InvocationEnd> RunAsync(Invocation invocation, TimeSpan limit)
    {
        var over = _session!.HandOut(new(invocation, DateTimeOffset.UtcNow + limit));
        await WaitAsync(over, _sandbox!, limit);
        if (over.IsCompleted)
        {
            return over.Result;
        }

        return _aborted ? throw new OperationCanceledException("The environment was aborted.") : Broken(invocation, _sandbox!);
    }

    /// <summary>Waits until <paramref name="goal"/>, the process's end or the time limit, and watches its memory meanwhile.</summary>
    private static async Task WaitAsync(Task goal, Sandbox sandbox, TimeSpan limit)
    {
        using var stop = new CancellationTokenSource();
        var watch = sandbox.WatchMemoryAsync(stop.Token);
        await Task.WhenAny(
            goal, sandbox.Exited, Task.Delay(TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(limit.TotalMilliseconds))), stop.Token));
        await stop.CancelAsync();
        await watch;
    }

    private InvocationEnd Broken(Invocation invocation, Sandbox sandbox)
    {
        var error = $"RequestId: {invocation.RequestId} Error: ";
        if (!sandbox.Exited.IsCompleted)
        {
            var seconds = _version.Timeout.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture);
            return InvocationEnd.Raised(InvocationStatus.Timeout, "Sandbox.Timedout", $"{error}Task timed out after {seconds} seconds");
        }

        var code = sandbox.Exited.Result;
        return InvocationEnd.Raised(
            InvocationStatus.Error,
            ExitError,
            error + (code == 0 ? "Runtime exited without providing a reason" : $"Runtime exited with error: {ExitStatus.Describe(code)}"));
    }

    private InvocationReport Report(Invocation invocation, InvocationEnd end, TimeSpan duration, TimeSpan? initDuration)
    {
        var memory = (int)Math.Ceiling(_sandbox!.PeakMemory / BytesPerMegabyte);
        return new(
            invocation.RequestId,
            DateTimeOffset.UtcNow,
            Math.Round(duration.TotalMilliseconds, 3),
            (long)Math.Ceiling((duration + (initDuration ?? TimeSpan.Zero)).TotalMilliseconds),
            _version.MemorySize,
            Math.Min(memory, _version.MemorySize),
            initDuration is { } init ? Math.Round(init.TotalMilliseconds, 3) : null,
            end.Status,
            end.ErrorType)
        {
            Version = _version.Number,
        };
    }

    private void Log(string line)
    {
        _tail.Add(line);
        blueprint.Logged(line);
    }

    private async Task EndAsync(string reason)
    {
        _session?.End();
        if (_sandbox is { } sandbox)
        {
            _sandbox = null;
            await sandbox.DisposeAsync();
            blueprint.Ended(this, reason);
        }
    }
}
