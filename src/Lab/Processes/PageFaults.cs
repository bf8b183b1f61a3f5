using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

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
    private const long ProbeBytes = 64L << 20;
    private const int ReadAndWrite = 3;             // PROT_READ | PROT_WRITE
    private const int PrivateAnonymous = 0x22;      // MAP_PRIVATE | MAP_ANONYMOUS
    private const int WithoutHugePages = 15;        // MADV_NOHUGEPAGE

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
        var memory = Map(0, (nuint)ProbeBytes, ReadAndWrite, PrivateAnonymous, -1, 0);
        if (memory == -1)
        {
            throw new MeasurementException("64 MiB of memory cannot be mapped.");
        }

        try
        {
            _ = Advise(memory, (nuint)ProbeBytes, WithoutHugePages);
            var before = Stopwatch.GetTimestamp();
            for (var offset = 0L; offset < ProbeBytes; offset += Environment.SystemPageSize)
            {
                ((byte*)memory)[offset] = 1;
            }

            return Stopwatch.GetElapsedTime(before).TotalMicroseconds / (ProbeBytes / Environment.SystemPageSize);
        }
        finally
        {
            _ = Unmap(memory, (nuint)ProbeBytes);
        }
    }

    private static long Value(string[] status, string name) =>
        Parse(status.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim().Split(' ')[0]);

    private static long Parse(string number) => long.Parse(number, CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
