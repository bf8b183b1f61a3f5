using Compressor.Core.Archiving;

namespace Compressor.Handler.Storage;

/// <summary>Request bodies that are a view of native memory.</summary>
internal static class NativeBody
{
    /// <summary>Opens the bytes for one request. They belong to a <see cref="NativeBuffer"/>, which has to outlive it.</summary>
    public static unsafe Stream OpenNative(this ReadOnlyMemory<byte> bytes)
    {
        // Native memory does not move: pinning it costs nothing, and unpinning ends nothing.
        using var pinned = bytes.Pin();
        return new UnmanagedMemoryStream((byte*)pinned.Pointer, bytes.Length);
    }
}
