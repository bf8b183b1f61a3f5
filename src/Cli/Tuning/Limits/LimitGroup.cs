using System.Globalization;

namespace Compressor.Cli.Tuning.Limits;

/// <summary>A control group of Linux for one measured process: the share of a CPU and the memory that Lambda would give it. Version 1 and 2.</summary>
internal sealed class LimitGroup : IDisposable
{
    private const string Root = "/sys/fs/cgroup";
    private const int PeriodMicroseconds = 20_000;
    private const long MiB = 1024 * 1024;

    private readonly string _cpu;
    private readonly string _memory;
    private readonly bool _isVersion2;

    private LimitGroup(string cpu, string memory, bool isVersion2) => (_cpu, _memory, _isVersion2) = (cpu, memory, isVersion2);

    /// <summary>What a process writes its id to, to be in the group.</summary>
    public IEnumerable<string> ProcessFiles => new[] { _cpu, _memory }.Distinct().Select(folder => Path.Combine(folder, "cgroup.procs"));

    /// <summary>How many processes the kernel has ended for want of memory.</summary>
    public long MemoryKills => Read(_memory, _isVersion2 ? "memory.events" : "memory.oom_control", "oom_kill ");

    /// <summary>In how many periods of 20 ms the group wanted more CPU time than it may have.</summary>
    public long ThrottledPeriods => Read(_cpu, "cpu.stat", "nr_throttled ");

    /// <summary>Makes a group with a memory limit and no CPU limit yet: Lambda starts environments unthrottled.</summary>
    /// <param name="memorySize">MB of 2^20 bytes.</param>
    /// <param name="refusal">Why there is none.</param>
    /// <returns>The group, or null where this system or this user may not.</returns>
    public static LimitGroup? TryCreate(int memorySize, out string? refusal)
    {
        var name = $"compressor-tune-{Guid.NewGuid():N}";
        var isVersion2 = File.Exists(Path.Combine(Root, "cgroup.controllers"));
        var group = isVersion2
            ? new LimitGroup(Path.Combine(Root, name), Path.Combine(Root, name), true)
            : new LimitGroup(Path.Combine(Root, "cpu", name), Path.Combine(Root, "memory", name), false);
        try
        {
            Directory.CreateDirectory(group._cpu);
            Directory.CreateDirectory(group._memory);
            Write(group._memory, isVersion2 ? "memory.max" : "memory.limit_in_bytes", memorySize * MiB);
            group.LimitCpu(null);
            refusal = null;
            return group;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            group.Dispose();
            refusal = e.Message;
            return null;
        }
    }

    /// <summary>Limits CPU time to a share of one CPU, or lifts the limit.</summary>
    public void LimitCpu(double? share)
    {
        var quota = share is { } part ? (long)(part * PeriodMicroseconds) : -1;
        if (_isVersion2)
        {
            File.WriteAllText(Path.Combine(_cpu, "cpu.max"), string.Create(CultureInfo.InvariantCulture, $"{(quota < 0 ? "max" : quota)} {PeriodMicroseconds}"));
            return;
        }

        Write(_cpu, "cpu.cfs_period_us", PeriodMicroseconds);
        Write(_cpu, "cpu.cfs_quota_us", quota);
    }

    /// <summary>Removes the group; its process must have ended.</summary>
    public void Dispose()
    {
        foreach (var folder in new[] { _cpu, _memory }.Distinct().Where(Directory.Exists))
        {
            try
            {
                // A group's files are the kernel's; only the empty folder itself can be removed.
                Directory.Delete(folder, recursive: false);
            }
            catch (IOException)
            {
                // A process that was killed is still on its way out; an empty group does no harm.
            }
        }
    }

    private static long Read(string folder, string file, string name) =>
        File.ReadLines(Path.Combine(folder, file)).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? long.Parse(line[name.Length..], CultureInfo.InvariantCulture)
            : 0;

    private static void Write(string folder, string file, long value) => File.WriteAllText(Path.Combine(folder, file), value.ToString(CultureInfo.InvariantCulture));
}
