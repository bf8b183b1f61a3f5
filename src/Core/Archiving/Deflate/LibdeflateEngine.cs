using System.Runtime.InteropServices;

namespace Compressor.Core.Archiving.Deflate;

/// <summary>libdeflate: the smallest archives for its CPU time. Levels 1 to 12.</summary>
public sealed unsafe partial class LibdeflateEngine : IWholeEngine
{
    private nint _compressor;

    public LibdeflateEngine(int level)
    {
        Name = $"libdeflate {level}";
        _compressor = AllocCompressor(level);
        if (_compressor == 0)
        {
            throw new InsufficientMemoryException($"libdeflate has no memory for a compressor of level {level}.");
        }
    }

    ~LibdeflateEngine() => Free();

    public string Name { get; }

    public int Compress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_compressor == 0, this);
        fixed (byte* input = source, output = destination)
        {
            return (int)DeflateCompress(_compressor, input, (nuint)source.Length, output, (nuint)destination.Length);
        }
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_compressor != 0)
        {
            FreeCompressor(_compressor);
            _compressor = 0;
        }
    }

    [LibraryImport(NativeLibraries.Libdeflate, EntryPoint = "libdeflate_alloc_compressor")]
    private static partial nint AllocCompressor(int level);

    [LibraryImport(NativeLibraries.Libdeflate, EntryPoint = "libdeflate_free_compressor")]
    private static partial void FreeCompressor(nint compressor);

    [LibraryImport(NativeLibraries.Libdeflate, EntryPoint = "libdeflate_deflate_compress")]
    private static partial nuint DeflateCompress(
        nint compressor, byte* source, nuint sourceLength, byte* destination, nuint destinationLength);
}
