using System.Runtime.InteropServices;
using Compressor.Toolkit.Processes;

namespace Compressor.Lab.Processes;

/// <summary>CPU time, user and system together, to the nanosecond.</summary>
internal static partial class CpuClock
{
    private const int CurrentThread = 3; // CLOCK_THREAD_CPUTIME_ID
    private const double MsPerSecond = 1e3;
    private const double MsPerNanosecond = 1e-6;

    /// <summary>Returns what all threads of a process have used since it started, those that have ended too, in ms.</summary>
    /// <exception cref="MeasurementException">There is no such process.</exception>
    public static double OfProcess(int processId) =>
        GetClock(processId, out var clock) == 0 && GetTime(clock, out var time) == 0
            ? Milliseconds(time)
            : throw new MeasurementException($"The CPU time of process {processId} cannot be read: it has ended.");

    /// <summary>Returns what this thread has used, in ms.</summary>
    public static double OfThisThread() =>
        GetTime(CurrentThread, out var time) == 0
            ? Milliseconds(time)
            : throw new MeasurementException("There is no CPU clock of threads.");

    private static double Milliseconds(TimeSpec time) => (time.Seconds * MsPerSecond) + (time.Nanoseconds * MsPerNanosecond);

    [LibraryImport("libc", EntryPoint = "clock_getcpuclockid")]
    private static partial int GetClock(int processId, out int clock);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}

/// <summary>What a process has in memory, in MB of 1,000,000 bytes.</summary>
/// <param name="PresentMb">Now (VmRSS).</param>
/// <param name="PeakMb">At most since it started (VmHWM).</param>
internal sealed record ResidentMemory(double PresentMb, double PeakMb)
{
    private const double MbPerByte = 1e-6;

    /// <exception cref="MeasurementException">There is no such process.</exception>
    public static ResidentMemory Read(int processId) => ProcessMemory.TryRead(processId, out var present, out var peak)
        ? new(present * MbPerByte, peak * MbPerByte)
        : throw new MeasurementException($"The memory of process {processId} cannot be read: it has ended.");
}
