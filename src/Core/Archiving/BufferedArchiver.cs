using System.Diagnostics;

namespace Compressor.Core.Archiving;

/// <summary>
/// Makes archives of objects that fit in memory. The object is read into one buffer and compressed into another, each with room
/// before and after for the zip records, so that the archive is one piece without a copy: in the second buffer if
/// deflate shrinks the object, in the first one if it does not. Both buffers are kept for the next invocation.
/// </summary>
public sealed class BufferedArchiver(IDeflateEngine engine) : IDisposable
{
    // More than the zip records around the data take with any key.
    private const int MaxRecordBytes = 64 * 1024;

    private readonly NativeBuffer _source = new();
    private readonly NativeBuffer _output = new();
    private readonly IIncrementalDeflate? _incremental = engine as IIncrementalDeflate;

    private ArchiveEntry _entry = new("", default, default);
    private int _size;
    private int _head;

    // How far an incremental engine has come while the object was read.
    private int _consumed;
    private int _written;

    // How far the CRC has come.
    private int _available;
    private uint _crc;

    /// <summary>The engine's name.</summary>
    public string Engine => engine.Name;

    /// <summary>The memory that both buffers take at the worst, in bytes.</summary>
    public long Capacity => (long)_source.Length + _output.Length;

    /// <summary>Returns the capacity that an object needs, in bytes: twice its size, rounded up.</summary>
    /// <param name="size">Its size in bytes.</param>
    public static long CapacityFor(long size) => 2 * NativeBuffer.RoundUp(size + MaxRecordBytes);

    /// <summary>How long the engine and the CRC-32 took for the current object.</summary>
    public TimeSpan Elapsed { get; private set; }

    // Data that does not become smaller is stored, so there is no room for more.
    private Span<byte> Room => _output.GetSpan().Slice(_head, Math.Max(0, _size - 1));

    /// <summary>Makes room for an object.</summary>
    /// <param name="entry">What the archive will say of it.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <returns>Where to read the object into, valid until the next call.</returns>
    public Memory<byte> Prepare(ArchiveEntry entry, int size)
    {
        (_entry, _size, _consumed, _written, _available, _crc, Elapsed) = (entry, size, 0, 0, 0, 0, TimeSpan.Zero);
        _head = ZipFormat.HeadLength(entry, zip64: false);
        var length = checked(size + _head + ZipFormat.MaxTailLength(entry, zip64: false));
        _source.EnsureLength(length);
        _output.EnsureLength(length);
        _incremental?.Begin();
        return _source.Memory.Slice(_head, size);
    }

    /// <summary>
    /// Says that the first <paramref name="available"/> bytes of the object are there. Their CRC is computed while they are in the
    /// processor's cache, and the `fast` engine compresses them while the rest is still on its way; the others want the whole.
    /// </summary>
    public void Advance(int available)
    {
        var started = Stopwatch.GetTimestamp();
        _crc = ZipCrc32.Append(_crc, _source.GetSpan()[(_head + _available)..(_head + available)]);
        _available = available;
        if (_incremental is not null && available < _size)
        {
            Deflate(available, isLast: false);
        }

        Elapsed += Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Makes the archive of the object, which is there whole.</summary>
    /// <returns>The archive, valid until the next <see cref="Prepare"/>.</returns>
    public Archive Complete()
    {
        if (_available < _size)
        {
            Advance(_size);
        }

        var started = Stopwatch.GetTimestamp();
        var deflated = _incremental is not null ? (Deflate(_size, isLast: true) ? _written : 0)
            : _size > 1 ? engine.Compress(_source.GetSpan().Slice(_head, _size), Room)
            : 0;
        Elapsed += Stopwatch.GetElapsedTime(started);
        return deflated > 0
            ? Frame(_output, new EntryData(ZipFormat.Deflated, _crc, _size, deflated))
            : Frame(_source, new EntryData(ZipFormat.Stored, _crc, _size, _size));
    }

    /// <summary>Gives the buffers' memory back; the next object gets new ones.</summary>
    public void Release()
    {
        _source.Free();
        _output.Free();
    }

    public void Dispose()
    {
        ((IDisposable)_source).Dispose();
        ((IDisposable)_output).Dispose();
        engine.Dispose();
    }

    private bool Deflate(int available, bool isLast)
    {
        if (_written == Room.Length)
        {
            return false;
        }

        var piece = _source.GetSpan().Slice(_head + _consumed, available - _consumed);
        var (consumed, written, isDone) = _incremental!.Deflate(piece, isLast, Room[_written..]);
        _consumed += consumed;
        _written += written;
        return isDone;
    }

    private Archive Frame(NativeBuffer buffer, in EntryData data)
    {
        var end = _head + (int)data.CompressedSize;
        ZipFormat.WriteHead(buffer.GetSpan(), _entry, data, zip64: false);
        var tail = ZipFormat.WriteTail(buffer.GetSpan()[end..], _entry, data, zip64: false);
        return new Archive(buffer.Memory[..(end + tail)], buffer.Memory[_head..end], data);
    }
}
