using System.CommandLine;
using Compressor.Core.Archiving;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Toolkit.Lambda;

/// <summary>Options that plan, simulate and tune have in common, each with the same name, bounds and default.</summary>
public static class SharedOptions
{
    public static Option<double> FilesPerHour() => CommandOptions.Create(
        "--files-per-hour", "Files an hour on average.", "n", CommandOptions.Between(1.0, 1e9), UsualWorkload.FilesPerHour);

    public static Option<double> BurstFactor() => CommandOptions.Create(
        "--burst-factor",
        "How many times the average rate comes in a burst.",
        "n",
        CommandOptions.Between(1.0, 1000),
        UsualWorkload.BurstFactor);

    /// <param name="description">What has that size.</param>
    public static Option<double> Size(string description) =>
        CommandOptions.Create("--size", description, "size", CommandOptions.Size, UsualWorkload.FileBytes);

    /// <param name="description">What the architecture decides.</param>
    public static Option<Architecture> Architecture(string description) =>
        CommandOptions.Create("--architecture", description, "name", ArchitectureNames.Parse, Lambda.Architecture.X64);

    public static Option<string> Compression()
    {
        var option = CommandOptions.Create("--compression", "fast, balanced or small.", "preset", CompressionNames.Default);
        option.AcceptOnlyFromAmong([.. CompressionNames.All]);
        return option;
    }
}
