namespace Compressor.Handler.Runtime;

/// <summary>
/// Stops an invocation a little before Lambda would kill it, so that it can still report why, and abort what it began.
/// </summary>
internal static class InvocationDeadline
{
    private static readonly TimeSpan MaxTimerPeriod = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>
    /// Returns how long the function may work: what is left less 2 %, at least one second less,
    /// but never less than half of what is left (a timeout of one second leaves half a second to work).
    /// </summary>
    public static TimeSpan WorkingTime(TimeSpan remaining)
    {
        var margin = Max(TimeSpan.FromSeconds(1), remaining * 0.02);
        var working = Max(remaining - margin, remaining / 2);
        return working < MaxTimerPeriod ? working : MaxTimerPeriod;
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
