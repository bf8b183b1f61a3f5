using System.Buffers.Text;

namespace Compressor.Handler.Metrics;

/// <summary>The memory of this process, as the kernel counts it.</summary>
internal static class ProcessMemory
{
    /// <summary>Returns the largest resident set so far, in MB of 2^20 bytes, rounded up; 0 where the kernel does not say.</summary>
    public static long PeakMegabytes()
    {
        try
        {
            Span<byte> buffer = stackalloc byte[4096];
            using var status = File.OpenHandle("/proc/self/status");
            var text = (ReadOnlySpan<byte>)buffer[..RandomAccess.Read(status, buffer, 0)];
            var at = text.IndexOf("VmHWM:"u8);
            return at >= 0 && Utf8Parser.TryParse(text[(at + 6)..].TrimStart(" \t"u8), out long kibibytes, out _)
                ? (kibibytes + 1023) / 1024
                : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
