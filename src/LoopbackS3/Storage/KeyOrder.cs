namespace Compressor.LoopbackS3.Storage;

/// <summary>The order in which S3 lists keys: that of their bytes in UTF-8, which is the order of code points.</summary>
internal sealed class KeyOrder : IComparer<string>
{
    /// <summary>No key has a character that comes after this one.</summary>
    public const string LastCharacter = "\U0010FFFF";

    public static KeyOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        for (var i = 0; i < x!.Length && i < y!.Length; i++)
        {
            if (x[i] != y[i])
            {
                return char.IsSurrogate(x[i]) == char.IsSurrogate(y[i]) ? x[i] - y[i] : char.IsSurrogate(x[i]) ? 1 : -1;
            }
        }

        return x.Length - y!.Length;
    }
}
