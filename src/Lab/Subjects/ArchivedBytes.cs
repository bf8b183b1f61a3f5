using System.IO.Compression;

namespace Compressor.Lab.Subjects;

/// <summary>Compares an archive of one entry with what it should hold.</summary>
internal static class ArchivedBytes
{
    /// <summary>Returns whether the archive's first entry has exactly the bytes of <paramref name="source"/>.</summary>
    public static bool Equal(byte[] archive, ReadOnlySpan<byte> source)
    {
        using var zip = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read);
        using var entry = zip.Entries[0].Open();
        using var bytes = new MemoryStream(source.Length);
        entry.CopyTo(bytes);
        return source.SequenceEqual(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
