namespace Compressor.Core.Outcomes;

/// <summary>
/// The order of uploads of one key, as S3 documents it: hexadecimal text of varying length, right-padded with zeros, compared as text.
/// </summary>
public static class Sequencer
{
    /// <summary>Returns a negative number where <paramref name="left"/> is older, 0 where both are of the same upload.</summary>
    public static int Compare(string left, string right)
    {
        var length = Math.Max(left.Length, right.Length);
        return string.Compare(left.PadRight(length, '0'), right.PadRight(length, '0'), StringComparison.OrdinalIgnoreCase);
    }
}
