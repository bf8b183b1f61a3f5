using Compressor.Core.Archiving;

namespace Compressor.Lab.Subjects;

/// <summary>Compares an archive of one object with what it should hold.</summary>
internal static class ArchivedBytes
{
    /// <summary>Returns whether the object in the archive has exactly the bytes of <paramref name="source"/>.</summary>
    public static bool Equal(ArchiveFormat format, byte[] archive, ReadOnlySpan<byte> source)
    {
        using var opened = format.Define().Open(new MemoryStream(archive)).Content;
        using var bytes = new MemoryStream(source.Length);
        opened.CopyTo(bytes);
        return source.SequenceEqual(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
