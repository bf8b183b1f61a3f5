namespace Compressor.Cli.Planning;

/// <summary>What Terraform's <c>compression</c> chooses between, as measured on one core with 10 MB of event-like JSON.</summary>
/// <param name="Name">The setting's value.</param>
/// <param name="MegabytesPerSecond">MB (10^6 bytes) of input that the engine takes a second, on one whole vCPU.</param>
/// <param name="Ratio">Bytes out for each byte in.</param>
internal sealed record CompressionPreset(string Name, double MegabytesPerSecond, double Ratio)
{
    /// <summary>The engine table of docs/architecture.md: ISA-L level 2, libdeflate level 6 and level 9.</summary>
    public static IReadOnlyList<CompressionPreset> Known { get; } =
    [
        new("fast", 731, 0.246),
        new("balanced", 148, 0.199),
        new("small", 36, 0.189),
    ];

    /// <summary>CPU seconds for an object of that size, the engine alone.</summary>
    public double CpuSeconds(double bytes) => bytes / 1e6 / MegabytesPerSecond;
}
