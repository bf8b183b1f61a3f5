using Compressor.Lab.Data;
using Compressor.Toolkit.Lambda;

namespace Compressor.Lab.Tuning;

/// <summary>What to measure.</summary>
internal sealed record TuneOptions
{
    /// <summary>Memory sizes in MB.</summary>
    public IReadOnlyList<int> MemorySizes { get; init; } = [128, 256, 384, 512, 768, 1024, 1769, 3008];

    /// <summary>The objects, one after the other.</summary>
    public required IReadOnlyList<Sample> Samples { get; init; }

    /// <summary>Warm invocations at each memory size.</summary>
    public int Invocations { get; init; } = 20;

    /// <summary>Cold starts at each memory size.</summary>
    public int Starts { get; init; } = 3;

    /// <summary>The setting <c>COMPRESSION</c>.</summary>
    public string Compression { get; init; } = "balanced";

    /// <summary>The way to S3.</summary>
    public S3Network Network { get; init; } = new();

    /// <summary>The function's time limit in seconds: a longer invocation is a timeout.</summary>
    public double TimeoutSeconds { get; init; } = 600;
}
