namespace Compressor.Lab.Tuning.Limits;

/// <summary>A group of version 1: a folder in the hierarchy of each controller.</summary>
internal sealed class LimitGroupVersion1 : LimitGroup
{
    private readonly string _cpu;
    private readonly string _memory;

    public LimitGroupVersion1(string root, string name) =>
        (_cpu, _memory) = (Path.Combine(root, "cpu", name), Path.Combine(root, "memory", name));

    public override long MemoryKills => Read(_memory, "memory.oom_control", "oom_kill");

    public override long ThrottledPeriods => Read(_cpu, "cpu.stat", "nr_throttled");

    protected override IReadOnlyList<string> Folders => [_cpu, _memory];

    public override void LimitCpu(double? share)
    {
        Write(_cpu, "cpu.cfs_period_us", $"{PeriodMicroseconds}");
        Write(_cpu, "cpu.cfs_quota_us", $"{(share is { } part ? (long)(part * PeriodMicroseconds) : -1)}");
    }

    protected override void LimitMemory(long bytes)
    {
        Write(_memory, "memory.limit_in_bytes", $"{bytes}");

        // Memory and swap together: no more than memory alone.
        WriteIfThere(_memory, "memory.memsw.limit_in_bytes", $"{bytes}");
    }
}
