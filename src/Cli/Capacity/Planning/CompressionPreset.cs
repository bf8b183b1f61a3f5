namespace Compressor.Cli.Capacity.Planning;

/// <summary>What Terraform's <c>compression</c> chooses between, as measured.</summary>
/// <param name="Name">The setting's value.</param>
/// <param name="MegabytesPerSecond">MB (10^6 bytes) of input that the engine takes a second, on one whole vCPU.</param>
/// <param name="Ratio">Bytes out for each byte in.</param>
internal sealed record CompressionPreset(string Name, double MegabytesPerSecond, double Ratio)
{
    /// <summary>CPU seconds for an object of that size, the engine alone.</summary>
    public double CpuSeconds(double bytes) => bytes / 1e6 / MegabytesPerSecond;
}
