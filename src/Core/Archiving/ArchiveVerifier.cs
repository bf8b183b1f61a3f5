namespace Compressor.Core.Archiving;

/// <summary>Proves an archive by taking it apart again: what comes out must have the length and CRC of what went in.</summary>
public sealed class ArchiveVerifier : IDisposable
{
    private readonly IsalInflater _inflater = new();

    /// <summary>Returns what is wrong with <paramref name="archive"/>, or null if it holds the object.</summary>
    public string? Verify(in Archive archive)
    {
        if (archive.Entry.Method == ZipFormat.Stored)
        {
            return Compare(archive.Data.Length, ZipCrc32.Append(0, archive.Data.Span), archive.Entry);
        }

        Begin();
        return !Add(archive.Data.Span) ? $"it cannot be inflated after {_inflater.Length} bytes" : End(archive.Entry);
    }

    /// <summary>Starts with an entry whose deflated data comes piece by piece.</summary>
    public void Begin() => _inflater.Begin();

    /// <summary>Takes the next piece apart.</summary>
    /// <returns>False if it is not a deflate stream.</returns>
    public bool Add(ReadOnlySpan<byte> deflated) => deflated.IsEmpty || _inflater.Inflate(deflated);

    /// <summary>Returns what is wrong with the entry, or null.</summary>
    public string? End(in EntryData entry) =>
        _inflater.IsFinished
            ? Compare(_inflater.Length, _inflater.Crc, entry)
            : $"its data ends after {_inflater.Length} bytes without a last block";

    public void Dispose() => _inflater.Dispose();

    private static string? Compare(long length, uint crc, in EntryData entry) =>
        length != entry.Size ? $"it holds {length} bytes of {entry.Size}"
        : crc != entry.Crc32 ? $"its content has CRC {crc:x8}, the object {entry.Crc32:x8}"
        : null;
}
