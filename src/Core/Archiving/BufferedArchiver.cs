using System.Diagnostics;

namespace Compressor.Core.Archiving;

/// <summary>
/// Makes archives of objects that fit in memory. The object is read into one buffer and compressed into another, each with room
/// before and after for the format's head and tail, so that the archive is one piece without a copy: in the second buffer, or in the
/// first one if the format can store what does not shrink. Both buffers are kept for the next invocation.
/// </summary>
/// <param name="format">The format of the archives.</param>
/// <param name="engine">Compresses, and belongs to this archiver.</param>
public sealed class BufferedArchiver(FormatDefinition format, IEngine engine) : IDisposable
{
    // More than the zip records around the data take with any key.
    private const int MaxRecordBytes = 64 * 1024;

    private readonly NativeBuffer _source = new();
    private readonly NativeBuffer _output = new();
    private readonly IIncrementalEngine? _incremental = engine as IIncrementalEngine;

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

    /// <summary>The memory that both buffers and the engine take at the worst, in bytes.</summary>
    public long Capacity => (long)_source.Length + _output.Length + engine.MemoryBytes;

    /// <summary>Returns the capacity that an object needs, in bytes: twice its size, rounded up, and the engine's.</summary>
    /// <param name="size">Its size in bytes.</param>
    public long CapacityFor(long size) => NativeBuffer.RoundUp(size + MaxRecordBytes)
        + NativeBuffer.RoundUp((format.CanStore ? size : format.MaxDataLength(size)) + MaxRecordBytes)
        + engine.MaxMemoryBytes;

    /// <summary>How long the engine and the CRC-32 took for the current object.</summary>
    public TimeSpan Elapsed { get; private set; }

    // Where data that does not become smaller is stored, there is no room for more.
    private int RoomLength => format.CanStore ? Math.Max(0, _size - 1) : checked((int)format.MaxDataLength(_size));

    private Span<byte> Room => _output.GetSpan().Slice(_head, RoomLength);

    /// <summary>Makes room for an object.</summary>
    /// <param name="entry">What the archive will say of it.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <returns>Where to read the object into, valid until the next call.</returns>
    public Memory<byte> Prepare(ArchiveEntry entry, int size)
    {
        (_entry, _size, _consumed, _written, _available, _crc, Elapsed) = (entry, size, 0, 0, 0, 0, TimeSpan.Zero);
        _head = format.HeadLength(entry, size);
        var around = _head + format.MaxTailLength(entry, size);
        _source.EnsureLength(checked(size + around));
        _output.EnsureLength(checked(Math.Max(size, RoomLength) + around));
        _incremental?.Begin(size);
        return _source.Memory.Slice(_head, size);
    }

    /// <summary>
    /// Says that the first <paramref name="available"/> bytes of the object are there. Their CRC is computed while they are in the
    /// processor's cache, and an incremental engine compresses them while the rest is still on its way; the others want the whole.
    /// </summary>
    public void Advance(int available)
    {
        var started = Stopwatch.GetTimestamp();
        _crc = ZipCrc32.Append(_crc, _source.GetSpan()[(_head + _available)..(_head + available)]);
        _available = available;
        if (_incremental is not null && available < _size)
        {
            Compress(available, isLast: false);
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
        var compressed = _incremental is not null ? (Compress(_size, isLast: true) ? _written : 0)
            : ((IWholeEngine)engine).Compress(_source.GetSpan().Slice(_head, _size), Room);
        Elapsed += Stopwatch.GetElapsedTime(started);
        return compressed > 0 ? Frame(_output, new EntryData(IsStored: false, _crc, _size, compressed))
            : format.CanStore ? Frame(_source, new EntryData(IsStored: true, _crc, _size, _size))
            : throw new InvalidOperationException($"{engine.Name} made more than {Room.Length} bytes of {_size}.");
    }

    /// <summary>Gives the memory of the buffers and the engine back; the next object gets new memory.</summary>
    public void Release()
    {
        _source.Free();
        _output.Free();
        engine.Release();
    }

    public void Dispose()
    {
        ((IDisposable)_source).Dispose();
        ((IDisposable)_output).Dispose();
        engine.Dispose();
    }

    private bool Compress(int available, bool isLast)
    {
        if (_written == Room.Length)
        {
            return false;
        }

        var piece = _source.GetSpan().Slice(_head + _consumed, available - _consumed);
        var (consumed, written, isDone) = _incremental!.Compress(piece, isLast, Room[_written..]);
        _consumed += consumed;
        _written += written;
        return isDone;
    }

    private Archive Frame(NativeBuffer buffer, in EntryData data)
    {
        var end = _head + (int)data.CompressedSize;
        format.WriteHead(buffer.GetSpan()[.._head], _entry, data);
        var tail = format.WriteTail(buffer.GetSpan()[end..], _entry, data);
        return new Archive(buffer.Memory[..(end + tail)], buffer.Memory[_head..end], data);
    }
}
