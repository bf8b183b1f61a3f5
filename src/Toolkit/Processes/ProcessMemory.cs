using System.Globalization;

namespace Compressor.Toolkit.Processes;

/// <summary>What a process has in memory, from /proc. Children of the process are not counted.</summary>
public static class ProcessMemory
{
    /// <summary>Reads it.</summary>
    /// <param name="processId">The process's id.</param>
    /// <param name="presentBytes">What is resident now (VmRSS).</param>
    /// <param name="peakBytes">The largest resident set since it started (VmHWM): a spike between two looks counts too.</param>
    /// <returns>False where the process has ended, or there is no /proc.</returns>
    public static bool TryRead(int processId, out long presentBytes, out long peakBytes)
    {
        (presentBytes, peakBytes) = (0, 0);
        try
        {
            foreach (var line in File.ReadLines($"/proc/{processId}/status"))
            {
                presentBytes = Parse(line, "VmRSS:") ?? presentBytes;
                peakBytes = Parse(line, "VmHWM:") ?? peakBytes;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        // A process that has ended and was not waited for has a status without these lines.
        return peakBytes > 0;
    }

    private static long? Parse(string line, string name) => line.StartsWith(name, StringComparison.Ordinal)
        ? 1024 * long.Parse(line.AsSpan(name.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture)
        : null;
}
