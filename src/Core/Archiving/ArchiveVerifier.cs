namespace Compressor.Core.Archiving;

/// <summary>Proves an archive by taking it apart again: what comes out must have the length and CRC of what went in.</summary>
/// <param name="proof">Takes the format's data apart, and belongs to this verifier.</param>
public sealed class ArchiveVerifier(IProof proof) : IDisposable
{
    /// <summary>Returns what is wrong with <paramref name="archive"/>, or null if it holds the object.</summary>
    public string? Verify(in Archive archive)
    {
        if (archive.Entry.IsStored)
        {
            return Compare(archive.Data.Length, ZipCrc32.Append(0, archive.Data.Span), archive.Entry);
        }

        Begin();
        return !Add(archive.Data.Span) ? $"it cannot be decompressed after {proof.Length} bytes" : End(archive.Entry);
    }

    /// <summary>Starts with an archive whose compressed data comes piece by piece.</summary>
    public void Begin() => proof.Begin();

    /// <summary>Takes the next piece apart.</summary>
    /// <returns>False if it is not such data.</returns>
    public bool Add(ReadOnlySpan<byte> compressed) => compressed.IsEmpty || proof.Add(compressed);

    /// <summary>Returns what is wrong with the archive, or null.</summary>
    public string? End(in EntryData entry) =>
        proof.IsFinished ? Compare(proof.Length, proof.Crc, entry) : $"its data ends after {proof.Length} bytes without a last block";

    public void Dispose() => proof.Dispose();

    private static string? Compare(long length, uint crc, in EntryData entry) =>
        length != entry.Size ? $"it holds {length} bytes of {entry.Size}"
        : crc != entry.Crc32 ? $"its content has CRC {crc:x8}, the object {entry.Crc32:x8}"
        : null;
}
