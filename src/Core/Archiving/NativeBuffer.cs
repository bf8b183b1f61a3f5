using System.Buffers;
using System.Runtime.InteropServices;

namespace Compressor.Core.Archiving;

/// <summary>
/// A large buffer outside the garbage-collected heap, kept from invocation to invocation. Pages that were never written take no
/// memory, so a buffer may be sized for the worst case, and growing gives the old one back at once.
/// </summary>
public sealed unsafe class NativeBuffer : MemoryManager<byte>
{
    private const int Granularity = 1 << 20;

    private byte* _pointer;
    private int _length;

    /// <summary>Makes room for <paramref name="length"/> bytes. What was in the buffer is lost if it has to grow.</summary>
    public void EnsureLength(int length)
    {
        if (length <= _length)
        {
            return;
        }

        Free();
        var rounded = (int)Math.Min(((long)length + Granularity - 1) / Granularity * Granularity, int.MaxValue);
        _pointer = (byte*)NativeMemory.Alloc((nuint)rounded);
        _length = rounded;
    }

    public override Span<byte> GetSpan() => new(_pointer, _length);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)_length, nameof(elementIndex));
        return new MemoryHandle(_pointer + elementIndex);
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing) => Free();

    private void Free()
    {
        NativeMemory.Free(_pointer);
        _pointer = null;
        _length = 0;
    }
}
