namespace Compressor.Cli.Capacity.Planning.Verdicts;

/// <summary>Whether the largest usual files are compressed in memory, by the preset that was chosen.</summary>
internal static class MemoryVerdict
{
    private const double MiB = 1 << 20;

    // As the handler has it: src/Core/Archiving/ArchiveLimits.cs, and terraform/modules/function/capacity.tf for the least.
    private const double ProcessMebibytes = 50;
    private const double MostBuffered = 64 * MiB;
    private const double Comfortable = 0.7;

    /// <summary>The largest object in bytes that is compressed in memory at a memory size in MB: it takes its size twice.</summary>
    public static double LargestBuffered(int memorySize) => Math.Clamp((memorySize - ProcessMebibytes) * MiB / 2, MiB, MostBuffered);

    public static Verdict Of(Demand demand)
    {
        var largest = LargestBuffered(demand.Setup.MemorySize);
        var p99 = demand.Workload.P99Bytes;
        var needed = (int)Math.Ceiling(ProcessMebibytes + (2 * Math.Min(p99, MostBuffered) / MiB));
        var figure = FormattableString.Invariant($"p99 of {p99 / 1e6:0.#} MB against {largest / 1e6:0.#} MB that fit the buffers at {demand.Setup.MemorySize} MB; it takes {needed} MB");
        return (p99 / largest) switch
        {
            <= Comfortable => new("Memory", Standing.Ok, figure, "one GET and one PUT each", "memory_size"),
            <= 1 => new("Memory", Standing.Watch, figure, "larger ones stream: the fast engine, a larger archive, more requests", "memory_size"),
            _ when p99 > MostBuffered => new("Memory", Standing.Watch, figure, "files over 64 MiB always stream, by the fast engine; max_file_size must allow them", "max_file_size"),
            _ => new("Memory", Standing.Act, figure, FormattableString.Invariant($"set {Math.Ceiling(needed / 64.0) * 64:0} MB to compress them in memory"), "memory_size"),
        };
    }
}
