using System.CommandLine;
using Compressor.Core.Archiving;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Units;
using static Compressor.Toolkit.CommandLine.CommandOptions;

namespace Compressor.Toolkit.Lambda;

/// <summary>Options that plan, simulate and tune have in common, each with the same name, bounds and default.</summary>
public static class SharedOptions
{
    public static Option<double> FilesPerHour() => Create(
        "--files-per-hour", "Files per hour, on average.", "n", Between(1.0, 1e9), UsualWorkload.FilesPerHour);

    public static Option<double> BurstFactor() => Create(
        "--burst-factor", "How many times the average rate a burst has.", "n", Between(1.0, 1000), UsualWorkload.BurstFactor);

    /// <param name="description">What has that size.</param>
    public static Option<string> Size(string description) => CreateSize("--size", description, UsualWorkload.FileBytes);

    /// <param name="description">What the architecture decides.</param>
    public static Option<string> Architecture(string description)
    {
        var option = Create("--architecture", description, "name", ArchitectureNames.All[0]);
        option.AcceptOnlyFromAmong([.. ArchitectureNames.All]);
        return option;
    }

    public static Option<string> Format()
    {
        var option = Create("--format", $"{Or(ArchiveFormats.Names)}.", "format", ArchiveFormats.Names[0]);
        option.AcceptOnlyFromAmong([.. ArchiveFormats.Names]);
        return option;
    }

    public static Option<string> Compression()
    {
        var option = Create("--compression", $"{Or(CompressionNames.All)}.", "preset", CompressionNames.Default);
        option.AcceptOnlyFromAmong([.. CompressionNames.All]);
        return option;
    }
}

/// <summary>The load that Compressor is built for, and that tools assume where nothing else is given.</summary>
public static class UsualWorkload
{
    /// <summary>Files an hour, on average.</summary>
    public const double FilesPerHour = 1_000_000;

    /// <summary>The size of a file in bytes.</summary>
    public const double FileBytes = 10e6;

    /// <summary>A burst's rate, as a multiple of the average rate.</summary>
    public const double BurstFactor = 5;
}

/// <summary>The options for the way between the function and S3.</summary>
public sealed class NetworkOptions
{
    private static readonly S3Network Usual = new();

    private readonly Option<double> _firstByte = Create(
        "--first-byte-ms", "S3's first-byte latency.", "ms", Between(0.0, 10_000), Usual.FirstByteSeconds * 1000);

    private readonly Option<string> _bandwidth =
        CreateSize("--bandwidth", "Bytes per second of one connection to S3.", Usual.BytesPerSecond);

    public void AddTo(Command command) => command.Add(_firstByte, _bandwidth);

    public S3Network Read(ParseResult parsed) =>
        new(parsed.GetRequiredValue(_firstByte) / 1000, Sizes.Parse(parsed.GetRequiredValue(_bandwidth)));
}
