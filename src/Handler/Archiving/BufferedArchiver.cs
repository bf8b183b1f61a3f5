using System.Buffers;

namespace Compressor.Handler.Archiving;

/// <summary>
/// Makes archives of objects that fit in memory. The object is read into one buffer and compressed into another, each with room
/// before and after for the zip records, so that the archive is one piece without a copy: in the second buffer where
/// deflate shrinks the object, in the first one where it does not. Both buffers are kept for the next invocation.
/// </summary>
internal sealed class BufferedArchiver(IDeflateEngine engine) : IDisposable
{
    private readonly NativeBuffer _source = new();
    private readonly NativeBuffer _output = new();

    /// <summary>Makes room for an object.</summary>
    /// <param name="entry">What the archive will say of it.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <returns>Where to read the object into, valid until the next call.</returns>
    public Memory<byte> Prepare(ArchiveEntry entry, int size)
    {
        _source.EnsureLength(checked(size + ZipFormat.HeadLength(entry) + ZipFormat.TailLength(entry)));
        return _source.Memory.Slice(ZipFormat.HeadLength(entry), size);
    }

    /// <summary>Makes the archive of the <paramref name="size"/> bytes that were read.</summary>
    /// <returns>The archive, valid until the next <see cref="Prepare"/>.</returns>
    public Archive Complete(ArchiveEntry entry, int size)
    {
        var head = ZipFormat.HeadLength(entry);
        var content = _source.GetSpan().Slice(head, size);
        var crc = Crc32.Append(0, content);

        // One byte less than the object: what does not become smaller is stored.
        _output.EnsureLength(checked(size + head + ZipFormat.TailLength(entry)));
        var deflated = size > 1 ? engine.Compress(content, _output.GetSpan().Slice(head, size - 1)) : 0;
        return deflated > 0
            ? Frame(_output, entry, new EntryData(ZipFormat.Deflated, crc, size, deflated))
            : Frame(_source, entry, new EntryData(ZipFormat.Stored, crc, size, size));
    }

    public void Dispose()
    {
        ((IDisposable)_source).Dispose();
        ((IDisposable)_output).Dispose();
        engine.Dispose();
    }

    private static Archive Frame(NativeBuffer buffer, ArchiveEntry entry, in EntryData data)
    {
        var head = ZipFormat.HeadLength(entry);
        var end = head + (int)data.CompressedSize;
        var length = end + ZipFormat.TailLength(entry);
        ZipFormat.WriteHead(buffer.GetSpan(), entry, data);
        ZipFormat.WriteTail(buffer.GetSpan()[end..], entry, data);
        return new Archive(buffer.Memory[..length], buffer.Memory[head..end], data);
    }
}
