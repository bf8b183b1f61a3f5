using System.CommandLine;
using System.CommandLine.Parsing;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Units;
using static Compressor.Toolkit.CommandLine.CommandOptions;

namespace Compressor.Cli.Capacity.Planning.Options;

/// <summary>Options that describe a workload; each one's default is the project's: a million files of 10 MB an hour.</summary>
internal sealed class WorkloadOptions
{
    private static readonly Workload Usual = new();

    private readonly Option<double> _files = SharedOptions.FilesPerHour();
    private readonly Option<string> _size = SharedOptions.Size("The average size of a file.");

    private readonly Option<double?> _p99 = CreateOptional(
        "--p99-size", "The size that 99 of 100 files do not exceed. Default: the average.", "size", Size);

    private readonly Option<double> _burst = SharedOptions.BurstFactor();

    private readonly Option<double> _burstMinutes = Create(
        "--burst-minutes", "How many minutes a burst lasts.", "minutes", Between(0.0, 1440), Usual.BurstMinutes);

    private readonly Option<double> _burstsPerDay = Create(
        "--bursts-per-day", "Bursts a day.", "n", Between(0.0, 1440), Usual.BurstsPerDay);

    private readonly Option<StoragePath> _incoming = Create(
        "--incoming", "The storage class of sources, and how many days they stay in it.", "CLASS:DAYS", ParsePath, Usual.Incoming);

    private readonly Option<StoragePath> _processed = Create(
        "--processed",
        "The storage class of archives, and how many days they stay in it, such as STANDARD:30,GLACIER_IR:335; each further class is a "
            + "lifecycle transition.",
        "CLASS:DAYS,...",
        ParsePath,
        Usual.Processed);

    private readonly Option<string> _after = Create(
        "--source-after-success", "Whether to keep or delete a source after its archive is stored.", "keep|delete", "keep");

    private readonly Option<decimal> _failures = Create(
        "--failure-rate",
        "The share of files that fail permanently.",
        "share",
        result => (decimal)Between(0.0, 1)(result),
        (decimal)Usual.FailureRate);

    public WorkloadOptions() => _after.AcceptOnlyFromAmong("keep", "delete");

    public void AddTo(Command command)
    {
        command.Add(_files, _size, _p99, _burst, _burstMinutes, _burstsPerDay, _incoming, _processed, _after, _failures);
    }

    public Workload Read(ParseResult parsed)
    {
        var size = Sizes.Parse(parsed.GetRequiredValue(_size));
        return new Workload
        {
            FilesPerHour = parsed.GetRequiredValue(_files),
            AverageBytes = size,
            P99Bytes = parsed.GetValue(_p99) ?? size,
            BurstFactor = parsed.GetRequiredValue(_burst),
            BurstMinutes = parsed.GetRequiredValue(_burstMinutes),
            BurstsPerDay = parsed.GetRequiredValue(_burstsPerDay),
            Incoming = parsed.GetRequiredValue(_incoming),
            Processed = parsed.GetRequiredValue(_processed),
            DeletesSources = parsed.GetRequiredValue(_after) == "delete",
            FailureRate = (double)parsed.GetRequiredValue(_failures),
        };
    }

    /// <summary>Reads a path such as STANDARD:30,GLACIER_IR:335.</summary>
    private static StoragePath ParsePath(ArgumentResult result)
    {
        try
        {
            return StoragePath.Parse(result.Tokens[0].Value);
        }
        catch (FormatException e)
        {
            result.AddError(e.Message);
            return new StoragePath([]);
        }
    }
}
