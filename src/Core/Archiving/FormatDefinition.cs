namespace Compressor.Core.Archiving;

/// <summary>
/// What a format of archives is. An archive is a head, the object's compressed data and a tail: the format says what stands in the
/// head and the tail, what compresses the data, what the archive's key ends in, and how the object comes out again.
/// </summary>
public abstract class FormatDefinition
{
    /// <summary>The Content-Type that archives are stored with.</summary>
    /// <remarks>
    /// There is no Content-Encoding: with one, HTTP clients would decompress on the way, and readers of the stored bytes, which go by the
    /// key's ending, would get what they do not expect.
    /// </remarks>
    public abstract string ContentType { get; }

    /// <summary>Whether data that does not shrink can be in the archive as it is.</summary>
    public virtual bool CanStore => false;

    /// <summary>Returns the name of the archive of <paramref name="name"/>, which ends in <paramref name="suffix"/>.</summary>
    public abstract string ArchiveName(ReadOnlySpan<char> name, string suffix);

    /// <summary>Creates the engine of objects that fit in memory.</summary>
    /// <exception cref="DllNotFoundException">The engine's library is not in the function's package.</exception>
    public abstract IEngine CreateEngine(Compression compression);

    /// <summary>Creates the engine of objects that are streamed.</summary>
    /// <exception cref="DllNotFoundException">The engine's library is not in the function's package.</exception>
    public abstract IIncrementalEngine CreateStreamingEngine(Compression compression);

    /// <summary>Creates what takes the data apart again.</summary>
    /// <exception cref="DllNotFoundException">Its library is not in the function's package.</exception>
    public abstract IProof CreateProof();

    /// <summary>Returns the most bytes that any of the engines makes of <paramref name="size"/> bytes.</summary>
    public abstract long MaxDataLength(long size);

    /// <summary>Returns the number of bytes before the data of an object of <paramref name="size"/> bytes.</summary>
    public abstract int HeadLength(ArchiveEntry entry, long size);

    /// <summary>Returns the most bytes that can follow the data of an object of <paramref name="size"/> bytes.</summary>
    public abstract int MaxTailLength(ArchiveEntry entry, long size);

    /// <summary>Writes what stands before the data: <see cref="HeadLength"/> bytes, known when the data is.</summary>
    public abstract void WriteHead(Span<byte> destination, ArchiveEntry entry, in EntryData data);

    /// <summary>Writes what stands after the data, and returns its length.</summary>
    public abstract int WriteTail(Span<byte> destination, ArchiveEntry entry, in EntryData data);

    /// <summary>Opens an archive as its readers do, and finds the object in it.</summary>
    /// <param name="archive">The archive; must be seekable.</param>
    /// <exception cref="InvalidDataException">It is not an archive of one object. Reading the content may throw it too.</exception>
    public abstract ArchiveContent Open(Stream archive);
}

/// <summary>The object in an archive.</summary>
/// <param name="Content">Its bytes. Closing it closes nothing else.</param>
/// <param name="Name">The name that the archive has for it; null if it has none.</param>
public sealed record ArchiveContent(Stream Content, string? Name);
