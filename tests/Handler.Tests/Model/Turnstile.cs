using Compressor.LoopbackS3.Faults;

namespace Compressor.Handler.Tests.Model;

/// <summary>
/// Holds every request of every handler until the model lets it through, one at a time: so a seed decides how the
/// handlers' requests interleave, and gives the same interleaving again.
/// </summary>
internal sealed class Turnstile : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly Lock _guard = new();
    private readonly List<(string Handler, RecordedRequest Request, TaskCompletionSource<FaultRule?> Pass)> _waiting = [];
    private readonly HashSet<string> _dead = [];
    private readonly SemaphoreSlim _changed = new(0);

    /// <summary>To be the server's gate. A handler is known by its access key.</summary>
    public async Task<FaultRule?> WaitAsync(RecordedRequest request, CancellationToken clientGone)
    {
        var name = FindHandler(request);
        var pass = new TaskCompletionSource<FaultRule?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_guard)
        {
            if (_dead.Contains(name))
            {
                return new FaultRule(FaultKind.ResetBefore);
            }

            _waiting.Add((name, request, pass));
        }

        await using var cancelled = clientGone.Register(() =>
        {
            lock (_guard)
            {
                _waiting.RemoveAll(x => x.Pass == pass);
            }

            pass.TrySetCanceled(clientGone);
        });
        _changed.Release();
        return await pass.Task;
    }

    /// <summary>Tells that a handler has finished.</summary>
    public void Finished() => _changed.Release();

    /// <summary>From now on nothing that a handler sends gets through: to S3 it is as if the process were dead.</summary>
    public void Kill(string handler)
    {
        lock (_guard)
        {
            _dead.Add(handler);
            foreach (var one in _waiting.FindAll(x => x.Handler == handler))
            {
                _waiting.Remove(one);
                one.Pass.TrySetResult(new FaultRule(FaultKind.ResetBefore));
            }
        }
    }

    /// <summary>A new process in the place of a dead one; returns whether there was a dead one.</summary>
    public bool Revive(string handler)
    {
        lock (_guard)
        {
            return _dead.Remove(handler);
        }
    }

    /// <summary>Waits until each handler stands at the gate or has finished.</summary>
    public async Task SettleAsync(IReadOnlyCollection<Running> running)
    {
        while (!running.All(x => x.Response.IsCompleted || Waiting(x.Handler) is not null))
        {
            (await _changed.WaitAsync(Bound)).ShouldBeTrue("a handler neither asks S3 for anything nor ends");
        }
    }

    /// <summary>The request that a handler waits with; null where it has none.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="pick">Picks one of so many: the objects of a batch wait side by side, in the order of their keys.</param>
    public RecordedRequest? Waiting(string handler, Func<int, int>? pick = null)
    {
        lock (_guard)
        {
            var all = _waiting.FindAll(x => x.Handler == handler).OrderBy(x => x.Request.Key, StringComparer.Ordinal).ToList();
            return all.Count == 0 ? null : all[pick?.Invoke(all.Count) ?? 0].Request;
        }
    }

    /// <summary>Lets a request through, if its client has not given it up meanwhile.</summary>
    public void Let(RecordedRequest request, FaultRule? fault)
    {
        lock (_guard)
        {
            var one = _waiting.Find(x => x.Request == request);
            _waiting.Remove(one);
            one.Pass?.TrySetResult(fault);
        }
    }

    public void Dispose() => _changed.Dispose();

    // "aws-sdk-dotnet-coreclr/… app/<name> …"
    private static string FindHandler(RecordedRequest request) =>
        request.Headers["User-Agent"].Split(' ').Single(part => part.StartsWith("app/", StringComparison.Ordinal))["app/".Length..];
}
