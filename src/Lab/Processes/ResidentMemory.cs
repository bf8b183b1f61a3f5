using System.Globalization;

namespace Compressor.Lab.Processes;

/// <summary>What a process has in memory, in MB of 1,000,000 bytes.</summary>
/// <param name="PresentMb">Now (VmRSS).</param>
/// <param name="PeakMb">At most since it started (VmHWM).</param>
internal sealed record ResidentMemory(double PresentMb, double PeakMb)
{
    private const double MbPerKib = 1024 / 1e6;

    /// <exception cref="MeasurementException">There is no such process.</exception>
    public static ResidentMemory Of(int processId)
    {
        try
        {
            var lines = File.ReadAllLines($"/proc/{processId}/status");
            return new(Read(lines, "VmRSS:"), Read(lines, "VmHWM:"));
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            throw new MeasurementException($"The memory of process {processId} cannot be read: it has ended.");
        }
    }

    private static double Read(string[] lines, string name) =>
        MbPerKib * long.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal)).AsSpan(name.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
}
