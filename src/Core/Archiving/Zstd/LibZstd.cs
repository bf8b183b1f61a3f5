using System.Runtime.InteropServices;

namespace Compressor.Core.Archiving.Zstd;

/// <summary>What is used of libzstd. Whatever returns a length returns an error too: <see cref="ThrowIfError"/> tells.</summary>
internal static unsafe partial class LibZstd
{
    /// <summary>Forgets what was compressed so far, and keeps the parameters: <c>ZSTD_reset_session_only</c>.</summary>
    public const int SessionOnly = 1;

    /// <summary><c>ZSTD_e_continue</c>: more input comes.</summary>
    public const int Continue = 0;

    /// <summary><c>ZSTD_e_end</c>: the frame ends with this input.</summary>
    public const int End = 2;

    /// <exception cref="InvalidOperationException"><paramref name="result"/> is an error.</exception>
    public static nuint ThrowIfError(nuint result) => IsError(result) == 0
        ? result
        : throw new InvalidOperationException($"zstd failed: {Marshal.PtrToStringUTF8(GetErrorName(result))}.");

    [LibraryImport(NativeLibraries.Libzstd, EntryPoint = "ZSTD_isError")]
    public static partial uint IsError(nuint result);

    [LibraryImport(NativeLibraries.Libzstd, EntryPoint = "ZSTD_createCCtx")]
    public static partial nint CreateCompressor();

    [LibraryImport(NativeLibraries.Libzstd, EntryPoint = "ZSTD_freeCCtx")]
    public static partial nuint FreeCompressor(nint compressor);

    [LibraryImport(NativeLibraries.Libzstd, EntryPoint = "ZSTD_CCtx_setParameter")]
    public static partial nuint SetParameter(nint compressor, int parameter, int value);

    [LibraryImport(NativeLibraries.Libzstd, EntryPoint = "ZSTD_CCtx_reset")]
    public static partial nuint ResetCompressor(nint compressor, int what);

    [LibraryImport(NativeLibraries.Libzstd, EntryPoint = "ZSTD_CCtx_setPledgedSrcSize")]
    public static partial nuint SetSize(nint compressor, ulong size);

    [LibraryImport(NativeLibraries.Libzstd, EntryPoint = "ZSTD_compressStream2")]
    public static partial nuint Compress(nint compressor, Output* output, Input* input, int directive);

    [LibraryImport(NativeLibraries.Libzstd, EntryPoint = "ZSTD_createDCtx")]
    public static partial nint CreateDecompressor();

    [LibraryImport(NativeLibraries.Libzstd, EntryPoint = "ZSTD_freeDCtx")]
    public static partial nuint FreeDecompressor(nint decompressor);

    [LibraryImport(NativeLibraries.Libzstd, EntryPoint = "ZSTD_DCtx_reset")]
    public static partial nuint ResetDecompressor(nint decompressor, int what);

    [LibraryImport(NativeLibraries.Libzstd, EntryPoint = "ZSTD_decompressStream")]
    public static partial nuint Decompress(nint decompressor, Output* output, Input* input);

    [LibraryImport(NativeLibraries.Libzstd, EntryPoint = "ZSTD_getErrorName")]
    private static partial nint GetErrorName(nuint result);

    /// <summary><c>ZSTD_inBuffer</c>.</summary>
    public struct Input
    {
        public byte* Start;
        public nuint Length;
        public nuint Position;
    }

    /// <summary><c>ZSTD_outBuffer</c>.</summary>
    public struct Output
    {
        public byte* Start;
        public nuint Length;
        public nuint Position;
    }
}
