namespace Compressor.Toolkit.Units;

/// <summary>Quantiles by nearest rank: a value that was measured, never one between two.</summary>
public static class Quantiles
{
    /// <summary>
    /// Returns the smallest value that at least <paramref name="share"/> (0 to 1) of all are not above, or null where there are none.
    /// </summary>
    public static double? Find(IEnumerable<double> values, double share) => FindSorted([.. values.Order()], share);

    /// <summary>The same of values that ascend.</summary>
    public static double? FindSorted(double[] sorted, double share) =>
        sorted.Length == 0 ? null : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
