namespace Compressor.Cli.Capacity.Planning.Formulas;

/// <summary>What waits when a burst brings more than all environments can take.</summary>
/// <param name="Files">The most that wait at once.</param>
/// <param name="OldestSeconds">How long the one that waits longest waits.</param>
/// <param name="DrainSeconds">From the burst's end until nothing waits; infinite where the average rate is too much already.</param>
internal sealed record Backlog(double Files, double OldestSeconds, double DrainSeconds)
{
    /// <summary>A fluid model: files arrive and are taken evenly, first come first served.</summary>
    /// <param name="rate">Files a second outside the burst.</param>
    /// <param name="burstRate">Files a second in it.</param>
    /// <param name="burstSeconds">How long it lasts.</param>
    /// <param name="capacity">Files a second that all environments take.</param>
    public static Backlog Of(double rate, double burstRate, double burstSeconds, double capacity)
    {
        if (rate > capacity)
        {
            return new Backlog(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
        }

        var files = Math.Max(0, burstRate - capacity) * burstSeconds;
        return new Backlog(files, files / capacity, files == 0 ? 0 : files / (capacity - rate));
    }
}
