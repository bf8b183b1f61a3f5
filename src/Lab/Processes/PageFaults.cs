using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Compressor.Core.Archiving;

namespace Compressor.Lab.Processes;

/// <summary>
/// How often a process touched a page for the first time. Unlike times, the counts do not depend on what a machine charges for a page.
/// </summary>
/// <param name="Total">Page faults since the process started, minor and major.</param>
/// <param name="Anonymous">
/// Pages that are the process's own now (RssAnon): heap, stacks, and pages of files that it wrote to, such as relocated ones. Each was
/// one fault.
/// </param>
/// <param name="Threads">Threads that it has now.</param>
internal sealed partial record PageFaults(long Total, long Anonymous, int Threads)
{
    private const int MinorField = 7;  // counted from the state, which is field 3 of proc_pid_stat(5)
    private const int MajorField = 9;
    private const int ProbeBytes = 64 << 20;
    private const int WithoutHugePages = 15;  // MADV_NOHUGEPAGE

    /// <summary>The rest: pages of files that were mapped, up to 16 at a time, and pages that were given back since.</summary>
    public long OfFiles => Total - Anonymous;

    /// <exception cref="MeasurementException">There is no such process.</exception>
    public static PageFaults Read(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var status = File.ReadAllLines($"/proc/{processId}/status");
            return new(
                Parse(fields[MinorField]) + Parse(fields[MajorField]),
                Value(status, "RssAnon:") * 1024 / Environment.SystemPageSize,
                (int)Value(status, "Threads:"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new MeasurementException($"The page faults of process {processId} cannot be read: it has ended.");
        }
    }

    /// <summary>Returns what this machine charges for one page of anonymous memory, in microseconds: 64 MiB are touched once.</summary>
    public static unsafe double MeasurePrice()
    {
        var memory = new NativeBuffer();
        memory.EnsureLength(ProbeBytes);
        using var pinned = memory.Pin();
        _ = Advise((nint)pinned.Pointer, ProbeBytes, WithoutHugePages);
        var touched = memory.GetSpan();
        var before = Stopwatch.GetTimestamp();
        for (var offset = 0; offset < ProbeBytes; offset += Environment.SystemPageSize)
        {
            touched[offset] = 1;
        }

        var price = Stopwatch.GetElapsedTime(before).TotalMicroseconds / (ProbeBytes / Environment.SystemPageSize);
        memory.Free();
        return price;
    }

    private static long Value(string[] status, string name) =>
        Parse(status.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim().Split(' ')[0]);

    private static long Parse(string number) => long.Parse(number, CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
