using Compressor.Core.Archiving;
using Compressor.Lab.Bench.Warm;
using Compressor.Lab.Data;

namespace Compressor.Lab.Bench;

/// <summary>What to measure, and how often.</summary>
internal sealed record BenchOptions
{
    /// <summary>The function's memory setting, in MB.</summary>
    public int MemorySize { get; init; } = 512;

    /// <summary>How many times each program has its turn.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>The kinds of data.</summary>
    public IReadOnlyList<DataSet> Data { get; init; } = [DataSet.Events];

    /// <summary>The sizes of objects.</summary>
    public IReadOnlyList<WarmPlan> Sizes { get; init; } = [];

    /// <summary>The engines.</summary>
    public IReadOnlyList<Compression> Compressions { get; init; } = [Compression.Balanced, Compression.Fast, Compression.Small];

    /// <summary>Other builds of the handler to measure in the same run: a name and an executable each.</summary>
    public IReadOnlyList<(string Name, string Program)> Variants { get; init; } = [];

    /// <summary>How many cold starts of each program; 0: none.</summary>
    public int Starts { get; init; }
}
