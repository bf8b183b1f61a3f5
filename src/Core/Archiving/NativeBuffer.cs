using System.Buffers;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Compressor.Core.Archiving;

/// <summary>
/// A large buffer outside the garbage-collected heap, kept from invocation to invocation. Pages that were never written take no
/// memory, so a buffer may be sized for the worst case. It is mapped rather than allocated: malloc keeps freed blocks of up to 32 MB,
/// and with several buffers of several sizes what it keeps would exceed the function's memory.
/// </summary>
public sealed unsafe partial class NativeBuffer : MemoryManager<byte>
{
    private const int Granularity = 1 << 20;
    private const int ReadAndWrite = 3; // PROT_READ | PROT_WRITE
    private const int PrivateAndAnonymous = 0x22; // MAP_PRIVATE | MAP_ANONYMOUS of Linux, on x64 and arm64

    private byte* _pointer;
    private int _length;

    /// <summary>How many bytes there is room for.</summary>
    public int Length => _length;

    /// <summary>Returns the length in bytes that a buffer for so many bytes has.</summary>
    public static long RoundUp(long length) => (length + Granularity - 1) / Granularity * Granularity;

    /// <summary>Makes room for <paramref name="length"/> bytes. What was in the buffer is lost if it has to grow.</summary>
    /// <exception cref="InsufficientMemoryException">The system has no address space left.</exception>
    public void EnsureLength(int length)
    {
        if (length <= _length)
        {
            return;
        }

        Free();
        var rounded = (int)Math.Min(RoundUp(length), int.MaxValue);
        var mapped = Map(0, (nuint)rounded, ReadAndWrite, PrivateAndAnonymous, -1, 0);
        if (mapped == -1)
        {
            throw new InsufficientMemoryException($"No memory for a buffer of {rounded} bytes.", new Win32Exception());
        }

        _pointer = (byte*)mapped;
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

    /// <summary>Gives the memory back. The buffer can be used again.</summary>
    public void Free()
    {
        if (_pointer is not null)
        {
            _ = Unmap((nint)_pointer, (nuint)_length);
            _pointer = null;
            _length = 0;
        }
    }

    protected override void Dispose(bool disposing) => Free();

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int fileDescriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
