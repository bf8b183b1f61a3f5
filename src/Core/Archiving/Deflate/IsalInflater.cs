using System.Runtime.InteropServices;

namespace Compressor.Core.Archiving.Deflate;

/// <summary>
/// Inflates a stream piece by piece with ISA-L and keeps nothing but its length and CRC: the proof that an archive holds the object.
/// </summary>
public sealed unsafe partial class IsalInflater : IProof
{
    private const int Window = 256 * 1024;
    private const int Succeeded = 0;
    private const int NeedsInput = 1;
    private const int BlockFinish = 5; // ISAL_BLOCK_FINISH

    private State* _state;
    private byte* _window;

    /// <exception cref="DllNotFoundException">libisal.so.2 cannot be found.</exception>
    public IsalInflater()
    {
        _state = (State*)NativeMemory.Alloc((nuint)sizeof(State));
        _window = (byte*)NativeMemory.Alloc(Window);
        try
        {
            Begin();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    ~IsalInflater() => Free();

    public long Length { get; private set; }

    public uint Crc { get; private set; }

    public bool IsFinished => _state->BlockState == BlockFinish;

    public void Begin()
    {
        ObjectDisposedException.ThrowIf(_state is null, this);
        Initialize(_state);
        (Length, Crc) = (0, 0);
    }

    public bool Add(ReadOnlySpan<byte> compressed)
    {
        ObjectDisposedException.ThrowIf(_state is null, this);
        fixed (byte* input = compressed)
        {
            _state->NextIn = input;
            _state->AvailableIn = (uint)compressed.Length;
            while (true)
            {
                _state->NextOut = _window;
                _state->AvailableOut = Window;
                var result = Inflate(_state);
                var written = Window - (int)_state->AvailableOut;
                Crc = ZipCrc32.Append(Crc, new ReadOnlySpan<byte>(_window, written));
                Length += written;
                if (result is not (Succeeded or NeedsInput))
                {
                    return false;
                }

                // Nothing more comes out of this piece; whatever follows the last block is not part of the stream.
                if (written < Window)
                {
                    return _state->AvailableIn == 0;
                }
            }
        }
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.Free(_state);
        NativeMemory.Free(_window);
        _state = null;
        _window = null;
    }

    [LibraryImport(NativeLibraries.Isal, EntryPoint = "isal_inflate_init")]
    private static partial void Initialize(State* state);

    [LibraryImport(NativeLibraries.Isal, EntryPoint = "isal_inflate")]
    private static partial int Inflate(State* state);

    /// <summary>
    /// <c>struct inflate_state</c> of ISA-L 2.30, the same on x64 and arm64. The fields that are not named here are the library's own.
    /// </summary>
    [StructLayout(LayoutKind.Explicit, Size = 87_368)]
    private struct State
    {
        [FieldOffset(0)] public byte* NextOut;
        [FieldOffset(8)] public uint AvailableOut;
        [FieldOffset(16)] public byte* NextIn;
        [FieldOffset(32)] public uint AvailableIn;
        [FieldOffset(21_160)] public int BlockState;
    }
}
