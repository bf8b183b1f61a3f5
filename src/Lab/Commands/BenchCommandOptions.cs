using System.CommandLine;
using Compressor.Core.Archiving;
using Compressor.Lab.Bench;
using Compressor.Lab.Bench.Warm;
using Compressor.Lab.Data;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Lambda;

namespace Compressor.Lab.Commands;

/// <summary>The options of <c>compressor bench</c>.</summary>
internal sealed class BenchCommandOptions
{
    private static readonly BenchOptions Usual = new();

    private readonly PackageOption _package = new();

    private readonly Option<FileInfo> _bootstrap =
        CommandOptions.Create<FileInfo>("--bootstrap", "An executable to measure instead of the package's.", "file");

    private readonly Option<string[]> _variants =
        CommandOptions.CreateList<string>(
            "--variant", "Another build of the function to measure in the same run; may be repeated.", "name=file");

    private readonly Option<string> _references = CommandOptions.Create(
        "--references",
        "The folder of the programs to compare with; make bench builds them.",
        "folder",
        Path.Combine("artifacts", "bench"));

    private readonly Option<bool> _cold = new("--cold") { Description = "Cold starts only." };
    private readonly Option<bool> _warm = new("--warm") { Description = "Warm invocations only." };

    private readonly Option<int> _starts =
        CommandOptions.Create("--starts", "Cold starts of each program.", "n", CommandOptions.Between(1, 10_000), 20);

    private readonly Option<int> _rounds = CommandOptions.Create(
        "--rounds", "How many times each warm program is measured.", "n", CommandOptions.Between(1, 10_000), Usual.Rounds);

    private readonly Option<int> _batch = CommandOptions.Create(
        "--batch",
        "Objects per warm invocation: more than 1 for a queue's messages. Figures are for one object.",
        "n",
        CommandOptions.Between(1, 10_000),
        Usual.Batch);

    private readonly Option<string[]> _sizes = CommandOptions.CreateList(
        "--sizes", "Sizes of the objects.", "size", "10KB", "1MB", "10MB", "50MB");

    private readonly Option<string[]> _data = CommandOptions.CreateList(
        "--data", "What the objects contain: events, logs, random, or your own file.", "data", DataSet.Events.Name);

    private readonly Option<string> _saveData =
        CommandOptions.Create<string>("--save-data", "A folder to write the objects into, for other tools to compress.", "folder");

    private readonly Option<string[]> _compressions = CommandOptions.CreateList(
        "--compression",
        $"Presets: {CommandOptions.Or(CompressionNames.All)}.",
        "preset",
        [.. Usual.Compressions.Select(preset => preset.Name())]);

    private readonly Option<string[]> _formats = CommandOptions.CreateList(
        "--format",
        $"Formats of archives: {CommandOptions.Or(ArchiveFormats.Names)}.",
        "format",
        [.. Usual.Formats.Select(format => format.Name())]);

    private readonly Option<int> _memorySize =
        CommandOptions.Create("--memory-size", "The function's memory setting, in MB.", "MB", Usual.MemorySize);

    private readonly Option<string> _json = CommandOptions.Create<string>("--json", "Where to write the figures as JSON.", "file");

    private readonly Option<string> _check =
        CommandOptions.Create<string>("--check", "A file with budgets to compare the figures with.", "file");

    public BenchCommandOptions()
    {
        _bootstrap.AcceptExistingOnly();
        _compressions.AcceptOnlyFromAmong([.. CompressionNames.All]);
        _formats.AcceptOnlyFromAmong([.. ArchiveFormats.Names]);
    }

    public void AddTo(Command command)
    {
        _package.AddTo(command);
        command.Add(
            _bootstrap, _variants, _references, _cold, _warm, _starts, _rounds, _batch, _sizes, _data, _saveData, _compressions,
            _formats, _memorySize, _json, _check);
    }

    /// <summary>Where to write the figures; null for nowhere.</summary>
    public string? Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>The budgets to hold the figures against; null for none.</summary>
    /// <exception cref="CommandException">The file holds no budgets.</exception>
    public BudgetFile? ReadBudgets(ParseResult parsed) => parsed.GetValue(_check) is { } file ? BudgetFile.Read(file) : null;

    /// <summary>Reads what to measure, with the function unpacked.</summary>
    /// <exception cref="CommandException">A value is not possible, or a file is missing.</exception>
    public async Task<BenchRun> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = new BenchOptions
        {
            MemorySize = parsed.GetValue(_memorySize),
            Batch = parsed.GetRequiredValue(_batch),
            Rounds = parsed.GetRequiredValue(_rounds),
            Starts = parsed.GetValue(_warm) ? 0 : parsed.GetRequiredValue(_starts),
            Sizes = parsed.GetValue(_cold) ? [] : [.. parsed.GetValue(_sizes)!.Select(WarmPlan.Parse)],
            Data = [.. parsed.GetValue(_data)!.Select(DataSet.Find)],
            DataFolder = parsed.GetValue(_saveData),
            Compressions = [.. parsed.GetValue(_compressions)!.Select(CompressionNames.Parse)],
            Formats = [.. parsed.GetValue(_formats)!.Select(ArchiveFormats.Parse)],
            Variants = [.. parsed.GetValue(_variants)!.Select(ParseVariant)],
        };
        var bootstrap = parsed.GetValue(_bootstrap)?.FullName ?? (await _package.UnpackAsync(parsed, cancellationToken)).Bootstrap;
        return new BenchRun(bootstrap, _package.Path(parsed), parsed.GetValue(_references)!, options);
    }

    private static (string Name, string Program) ParseVariant(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } name, var file] && File.Exists(file)
            ? (name, Path.GetFullPath(file))
            : throw new CommandException($"--variant needs name=file with a file that exists, not '{text}'");
}
