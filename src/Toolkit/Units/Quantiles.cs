namespace Compressor.Toolkit.Units;

/// <summary>Quantiles by nearest rank: a value that was measured, never one between two.</summary>
public static class Quantiles
{
    /// <summary>
    /// Returns the smallest value that at least a share (0 to 1) of all values do not exceed, or null where there are no values.
    /// </summary>
    public static double? Find(IEnumerable<double> values, double share) => FindSorted([.. values.Order()], share);

    /// <summary>The same for values in ascending order.</summary>
    public static double? FindSorted(double[] sorted, double share) =>
        sorted.Length == 0 ? null : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
