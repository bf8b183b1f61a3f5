namespace Compressor.Core.Keys;

/// <summary>
/// The order in which S3 lists keys: by their bytes in UTF-8. .NET's ordinal order differs from it where one key has a character above
/// U+FFFF, which .NET stores as two surrogates, and the other has one of U+E000 to U+FFFF.
/// </summary>
public sealed class KeyOrder : IComparer<string>
{
    private KeyOrder()
    {
    }

    /// <summary>The only one there need be.</summary>
    public static KeyOrder Instance { get; } = new();

    /// <summary>Returns a negative number, zero or a positive number, as every comparer does.</summary>
    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        var same = left.CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length - right.Length;
        }

        var (a, b) = (left[same], right[same]);
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a - b : char.IsSurrogate(a) ? 1 : -1;
    }
}
