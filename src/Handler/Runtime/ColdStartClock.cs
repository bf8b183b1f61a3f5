using System.Diagnostics;

namespace Compressor.Handler.Runtime;

/// <summary>
/// Says when each phase of a cold start was over. Threads may mark phases side by side; the first mark of a phase counts.
/// </summary>
/// <param name="started">When the process entered Main, a timestamp of <see cref="Stopwatch"/>.</param>
internal sealed class ColdStartClock(long started)
{
    private readonly long[] _marks = new long[(int)ColdStartPhase.Rehearsed + 1];

    /// <summary>When the process entered Main, in ms of the machine's monotonic clock (CLOCK_MONOTONIC).</summary>
    public double StartedMilliseconds => TimeSpan.FromSeconds(started / (double)Stopwatch.Frequency).TotalMilliseconds;

    /// <summary>From Main until now, in ms.</summary>
    public double ElapsedMilliseconds => Stopwatch.GetElapsedTime(started).TotalMilliseconds;

    /// <summary>From Main to the end of a phase, in ms; null where it did not come to that.</summary>
    public double? this[ColdStartPhase phase] => Volatile.Read(ref _marks[(int)phase]) is var mark and not 0
        ? Stopwatch.GetElapsedTime(started, mark).TotalMilliseconds
        : null;

    /// <summary>A phase is over.</summary>
    public void Mark(ColdStartPhase phase) => Interlocked.CompareExchange(ref _marks[(int)phase], Stopwatch.GetTimestamp(), 0);
}
