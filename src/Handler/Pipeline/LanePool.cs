using Compressor.Core.Archiving;

namespace Compressor.Handler.Pipeline;

/// <summary>
/// Decides how many objects of an invocation are under way at once, and gives each its buffers, which are kept for later ones. All buffers
/// together, used or not, stay within <see cref="ArchiveLimits.BufferBytes"/>, so that no mixture of sizes exceeds the function's memory.
/// </summary>
/// <param name="create">Makes what makes archives.</param>
/// <param name="limits">The memory, and where streaming begins.</param>
/// <param name="engines">Entered by each object that is compressed: <see cref="ArchiveLimits.Engines"/> of them at once.</param>
internal sealed class LanePool(Func<BufferedArchiving> create, ArchiveLimits limits, SemaphoreSlim engines)
{
    /// <summary>The most objects under way: more would hide no more of the time that requests take, and cost memory.</summary>
    public const int MaxObjects = 16;

    /// <summary>One is read, one is compressed and one is stored: with fewer, the processor would wait.</summary>
    public const int MinObjects = 3;

    // Beyond MinObjects, objects are read ahead up to this share of the buffers: what all read at once comes late for all.
    private const int ReadAheadShare = 8;

    private readonly Lock _guard = new();
    private readonly List<BufferedArchiving> _idle = [create()];
    private BufferedArchiving? _any;
    private TaskCompletionSource? _returned;
    private int _used;
    private long _usedCost;
    private long _usedBytes;
    private bool _isExclusive;

    /// <summary>Returns the lane of an object that is the only one of its invocation.</summary>
    /// <param name="bytes">Its size in bytes.</param>
    public Lane RentAlone(long bytes)
    {
        lock (_guard)
        {
            return TryTake(bytes)!.Value with { Engines = null };
        }
    }

    /// <summary>Waits until there is room for an object. One caller at a time waits.</summary>
    /// <param name="bytes">Its size in bytes. One that is streamed has all to itself: it overlaps reading and storing by itself.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its lane, to be given back by <see cref="Return"/>.</returns>
    public async ValueTask<Lane> RentAsync(long bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task returned;
            lock (_guard)
            {
                if (TryTake(bytes) is { } lane)
                {
                    return lane;
                }

                _returned = new(TaskCreationOptions.RunContinuationsAsynchronously);
                returned = _returned.Task;
            }

            await returned.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes a lane back whose object is over.</summary>
    public void Return(Lane lane)
    {
        lock (_guard)
        {
            _used--;
            _usedCost -= lane.Cost;
            _usedBytes -= lane.Bytes;
            _isExclusive = false;
            _idle.Add(lane.Archiving);
            _returned?.TrySetResult();
        }
    }

    private Lane? TryTake(long bytes)
    {
        var isExclusive = bytes > limits.MaxBufferedBytes;
        _any ??= _idle[0];
        var cost = _any.CapacityFor(Math.Min(bytes, limits.MaxBufferedBytes)) + (isExclusive ? limits.StreamingBytes : 0);
        if (_used > 0 && (_isExclusive || isExclusive || !HasRoom(bytes, cost)))
        {
            return null;
        }

        var archiving = Choose(cost) ?? create();
        if (archiving.Capacity > cost && _usedCost + archiving.Capacity > limits.BufferBytes)
        {
            archiving.Release();
        }

        cost = Math.Max(cost, archiving.Capacity);
        Trim(limits.BufferBytes - _usedCost - cost);
        (_used, _usedCost, _usedBytes, _isExclusive) = (_used + 1, _usedCost + cost, _usedBytes + bytes, isExclusive);
        return new Lane(archiving, engines, cost, bytes);
    }

    private bool HasRoom(long bytes, long cost) =>
        _used < MaxObjects
        && _usedCost + cost <= limits.BufferBytes
        && (_used < MinObjects || _usedBytes + bytes <= limits.BufferBytes / ReadAheadShare);

    /// <summary>Takes the smallest of the idle buffers that are large enough, else the largest, which grow; null if none is idle.</summary>
    private BufferedArchiving? Choose(long cost)
    {
        BufferedArchiving? chosen = null;
        foreach (var one in _idle)
        {
            var isBetter = chosen is null
                || (chosen.Capacity < cost ? one.Capacity > chosen.Capacity : one.Capacity >= cost && one.Capacity < chosen.Capacity);
            chosen = isBetter ? one : chosen;
        }

        if (chosen is not null)
        {
            _idle.Remove(chosen);
        }

        return chosen;
    }

    /// <summary>Gives back the memory of buffers that nobody uses, until they take no more than so many bytes.</summary>
    private void Trim(long bytes)
    {
        var idle = 0L;
        foreach (var one in _idle)
        {
            idle += one.Capacity;
            if (idle > bytes)
            {
                idle -= one.Capacity;
                one.Release();
            }
        }
    }
}
