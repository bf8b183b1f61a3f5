using System.CommandLine;
using Compressor.Core.Archiving;
using Compressor.Toolkit.CommandLine;
using static Compressor.Toolkit.CommandLine.CommandOptions;

namespace Compressor.Toolkit.Lambda;

/// <summary>Options that plan, simulate and tune have in common, each with the same name, bounds and default.</summary>
public static class SharedOptions
{
    public static Option<double> FilesPerHour() => Create(
        "--files-per-hour", "Files an hour on average.", "n", Between(1.0, 1e9), UsualWorkload.FilesPerHour);

    public static Option<double> BurstFactor() => Create(
        "--burst-factor", "How many times the average rate comes in a burst.", "n", Between(1.0, 1000), UsualWorkload.BurstFactor);

    /// <param name="description">What has that size.</param>
    public static Option<double> Size(string description) =>
        Create("--size", description, "size", CommandOptions.Size, UsualWorkload.FileBytes);

    /// <param name="description">What the architecture decides.</param>
    public static Option<Architecture> Architecture(string description) =>
        Create("--architecture", description, "name", ArchitectureNames.Parse, Lambda.Architecture.X64);

    public static Option<string> Compression()
    {
        var option = Create("--compression", "fast, balanced or small.", "preset", CompressionNames.Default);
        option.AcceptOnlyFromAmong([.. CompressionNames.All]);
        return option;
    }
}
