using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Local.Versions;

namespace Compressor.Cli.Local.Environments;

/// <summary>
/// All environments of a function. Each is lent to one invocation at a time, the one used last first. Safe for concurrent use.
/// </summary>
internal sealed class EnvironmentPool : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly ExecutionEnvironment[] _all;
    private readonly List<ExecutionEnvironment> _free;
    private readonly Func<FunctionReference, FunctionVersion> _choose;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closed;

    /// <param name="environments">All of them, cold.</param>
    /// <param name="choose">Returns the version that one invocation runs.</param>
    public EnvironmentPool(IEnumerable<ExecutionEnvironment> environments, Func<FunctionReference, FunctionVersion> choose)
    {
        _choose = choose;
        _all = [.. environments];
        _free = [.. _all.Reverse()];
    }

    /// <summary>Called after an environment was returned.</summary>
    public event Action? Returned;

    /// <summary>All environments, by number.</summary>
    public IReadOnlyList<ExecutionEnvironment> All => _all;

    /// <summary>How many environments run an invocation now.</summary>
    public int Busy
    {
        get
        {
            lock (_lock)
            {
                return _all.Length - _free.Count;
            }
        }
    }

    /// <summary>
    /// Lends an environment for one invocation: a warm one of the version that it runs if possible, then a cold one, then the one of
    /// another version that was not used for the longest time. Null where all are busy, and the invocation is throttled.
    /// </summary>
    /// <param name="function">What is invoked.</param>
    public ExecutionEnvironment? TryTake(FunctionReference function)
    {
        lock (_lock)
        {
            if (_closed || _free.Count == 0)
            {
                return null;
            }

            var version = _choose(function);
            var warm = _free.FindLastIndex(environment => environment.IsWarmFor(version));
            var index = warm >= 0 ? warm : Math.Max(0, _free.FindLastIndex(environment => environment.ProcessId is null));
            var taken = _free[index];
            _free.RemoveAt(index);
            taken.Prepare(version);
            return taken;
        }
    }

    /// <summary>Takes an environment back.</summary>
    public void Return(ExecutionEnvironment environment)
    {
        lock (_lock)
        {
            _free.Add(environment);
            CompleteIfClosedAndIdle();
        }

        Returned?.Invoke();
    }

    /// <summary>Stops lending, and ends every environment, busy or not.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _closed = true;
            CompleteIfClosedAndIdle();
        }

        foreach (var environment in _all)
        {
            environment.Abort();
        }

        await _idle.Task;
        await Task.WhenAll(_all.Select(environment => environment.DisposeAsync().AsTask()));
    }

    private void CompleteIfClosedAndIdle()
    {
        if (_closed && _free.Count == _all.Length)
        {
            _idle.TrySetResult();
        }
    }
}
