using System.CommandLine;
using System.CommandLine.Parsing;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Lambda;
using static Compressor.Toolkit.CommandLine.CommandOptions;

namespace Compressor.Cli.Capacity.Planning.Options;

/// <summary>Options that describe a workload; each one's default is the project's: a million files of 10 MB an hour.</summary>
internal sealed class WorkloadOptions
{
    private static readonly Workload Usual = new();

    private readonly Option<double> _files = SharedOptions.FilesPerHour();
    private readonly Option<double> _size = SharedOptions.Size("The average size of a file.");

    private readonly Option<double> _p99 = Create(
        "--p99-size", "The size that 99 of 100 files do not exceed. Default: the average.", "size", Size, 0);

    private readonly Option<double> _burst = SharedOptions.BurstFactor();

    private readonly Option<double> _burstMinutes = Create(
        "--burst-minutes", "How long a burst lasts.", "minutes", Between(0.0, 1440), Usual.BurstMinutes);

    private readonly Option<double> _burstsPerDay = Create(
        "--bursts-per-day", "Bursts a day.", "n", Between(0.0, 1440), Usual.BurstsPerDay);

    private readonly Option<StoragePath> _incoming = Create(
        "--incoming", "The storage class of sources, and for how many days they stay.", "CLASS:DAYS", ParsePath, Usual.Incoming);

    private readonly Option<StoragePath> _processed = Create(
        "--processed",
        "The storage class of archives, and for how many days they stay, such as STANDARD:30,GLACIER_IR:335; each further class is a "
            + "lifecycle transition.",
        "CLASS:DAYS,...",
        ParsePath,
        Usual.Processed);

    private readonly Option<string> _after = Create(
        "--source-after-success", "Whether to keep or delete a source after its archive was stored.", "keep|delete", "keep");

    private readonly Option<double> _failures = Create(
        "--failure-rate", "The share of files that fail permanently.", "share", Between(0.0, 1), Usual.FailureRate);

    public WorkloadOptions() => _after.AcceptOnlyFromAmong("keep", "delete");

    public void AddTo(Command command)
    {
        command.Add(_files, _size, _p99, _burst, _burstMinutes, _burstsPerDay, _incoming, _processed, _after, _failures);
    }

    public Workload Read(ParseResult parsed)
    {
        var size = parsed.GetRequiredValue(_size);
        var p99 = parsed.GetRequiredValue(_p99);
        return new Workload
        {
            FilesPerHour = parsed.GetRequiredValue(_files),
            AverageBytes = size,
            P99Bytes = p99 == 0 ? size : p99,
            BurstFactor = parsed.GetRequiredValue(_burst),
            BurstMinutes = parsed.GetRequiredValue(_burstMinutes),
            BurstsPerDay = parsed.GetRequiredValue(_burstsPerDay),
            Incoming = parsed.GetRequiredValue(_incoming),
            Processed = parsed.GetRequiredValue(_processed),
            DeletesSources = parsed.GetRequiredValue(_after) == "delete",
            FailureRate = parsed.GetRequiredValue(_failures),
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
