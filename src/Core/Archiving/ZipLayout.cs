namespace Compressor.Core.Archiving;

/// <summary>How an archive is written: that depends on what is known when it begins.</summary>
/// <param name="Streamed">The sizes and the CRC follow the data, in a data descriptor: they were not known before it.</param>
/// <param name="Zip64">The entry's sizes take 64 bits.</param>
public readonly record struct ZipLayout(bool Streamed, bool Zip64)
{
    // Deflate may make data larger, by 5 bytes for each 64 KiB at the worst; a thousandth is ten times that.
    private const long LargestZip32 = uint.MaxValue - (uint.MaxValue / 1000);

    /// <summary>The layout of an object that is compressed whole, of less than 2 GiB: every reader knows it.</summary>
    public static ZipLayout Buffered => default;

    /// <summary>The layout of a streamed object of <paramref name="size"/> bytes.</summary>
    public static ZipLayout StreamedFor(long size) => new(Streamed: true, Zip64: size >= LargestZip32);
}
