using System.Globalization;

namespace Compressor.Cli.Local.Processes;

/// <summary>What a process has in memory, from /proc.</summary>
internal static class ProcessMemory
{
    /// <summary>
    /// Returns the most bytes that the process has had resident since it started (VmHWM), or 0 where it has gone or there is no /proc.
    /// </summary>
    /// <remarks>
    /// The peak, not the present value: a spike between two looks is seen as well. Children of the process are not counted.
    /// </remarks>
    public static long Peak(int processId)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{processId}/status"))
            {
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                {
                    return 1024 * long.Parse(line.AsSpan("VmHWM:".Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended.
        }

        return 0;
    }
}
