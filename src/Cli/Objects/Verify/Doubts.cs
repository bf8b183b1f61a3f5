using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Objects.Verify;

/// <summary>Looks at sources one by one, many at a time, and knows when all of them are done.</summary>
/// <param name="gate">How many are looked at at a time, everywhere.</param>
/// <param name="judge">Looks at one.</param>
internal sealed class Doubts(SemaphoreSlim gate, Func<ListedObject, Task> judge)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = 1;

    /// <summary>Begins with one as soon as there is room.</summary>
    /// <exception cref="Exception">Another one has failed.</exception>
    public async ValueTask AddAsync(ListedObject source, CancellationToken cancellationToken)
    {
        if (_done.Task.IsFaulted)
        {
            await _done.Task;
        }

        await gate.WaitAsync(cancellationToken);
        Interlocked.Increment(ref _open);
        _ = JudgeAsync(source);
    }

    /// <summary>Waits for all that were added. To be called once, when no more come.</summary>
    public Task CompleteAsync()
    {
        Close();
        return _done.Task;
    }

    private async Task JudgeAsync(ListedObject source)
    {
        try
        {
            await judge(source);
        }
        catch (Exception e)
        {
            _done.TrySetException(e);
        }
        finally
        {
            gate.Release();
            Close();
        }
    }

    private void Close()
    {
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _done.TrySetResult();
        }
    }
}
