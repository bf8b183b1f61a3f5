using Compressor.Core.Archiving;
using Compressor.Lab.Bench.Cold;
using Compressor.Lab.Bench.Results;
using Compressor.Lab.Bench.Warm;
using Compressor.Lab.Data;
using Compressor.Lab.Processes;
using Compressor.Lab.Subjects;

namespace Compressor.Lab.Bench;

/// <summary>What to measure, and how often.</summary>
internal sealed record BenchOptions
{
    /// <summary>The function's memory setting, in MB.</summary>
    public int MemorySize { get; init; } = 512;

    /// <summary>
    /// Objects of an invocation: 1 for S3's own events, more for the messages of a queue, which only the function takes.
    /// </summary>
    public int Batch { get; init; } = 1;

    /// <summary>How many times each program has its turn.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>The kinds of data.</summary>
    public IReadOnlyList<DataSet> Data { get; init; } = [DataSet.Events];

    /// <summary>The sizes of objects.</summary>
    public IReadOnlyList<WarmPlan> Sizes { get; init; } = [];

    /// <summary>The folder that each object is written into; null for none.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The engines.</summary>
    public IReadOnlyList<Compression> Compressions { get; init; } = [Compression.Balanced, Compression.Fast, Compression.Small];

    /// <summary>The formats of archives, each with each engine.</summary>
    public IReadOnlyList<ArchiveFormat> Formats { get; init; } = [ArchiveFormat.Zip];

    /// <summary>Each format with each preset.</summary>
    public IEnumerable<(ArchiveFormat Format, Compression Compression)> Kinds =>
        Formats.SelectMany(format => Compressions.Select(compression => (format, compression)));

    /// <summary>Other builds of the handler to measure in the same run: a name and an executable each.</summary>
    public IReadOnlyList<(string Name, string Program)> Variants { get; init; } = [];

    /// <summary>How many cold starts of each program; 0: none.</summary>
    public int Starts { get; init; }
}

/// <summary>One run of the benchmark.</summary>
/// <param name="bootstrap">The handler's executable.</param>
/// <param name="package">The function's zip.</param>
/// <param name="references">The folder of the programs that it is compared with.</param>
/// <param name="options">What to measure.</param>
internal sealed class BenchRun(string bootstrap, string package, string references, BenchOptions options)
{
    /// <summary>Measures everything that the options ask for.</summary>
    /// <param name="progress">Told what is being measured.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="MeasurementException">A program failed.</exception>
    public async Task<IReadOnlyList<Row>> RunAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        await using var store = await BenchStore.StartAsync(cancellationToken);

        // Measuring blocks its thread, so it has one of its own.
        return await Task.Factory.StartNew(
            () => Measure(store, progress, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private List<Row> Measure(BenchStore store, Action<string> progress, CancellationToken cancellationToken)
    {
        var rows = new List<Row>();
        var programs = new References(references, BenchStore.BucketName);
        if (options.Starts > 0)
        {
            progress($"{options.Starts} cold starts of each program");
            rows.AddRange(new ColdBench(store, bootstrap, package, programs, options).Run(cancellationToken));
        }

        var warm = new WarmBench(store, bootstrap, programs, options);
        foreach (var (data, size) in options.Data.SelectMany(data => options.Sizes.Select(size => (data, size))))
        {
            progress($"{size.SizeName} of {data.Name}, {options.Rounds} rounds of {size.InvocationsPerRound}");
            Save(data, size);
            rows.AddRange(warm.Run(data, size, cancellationToken));
        }

        return rows;
    }

    /// <summary>Writes an object such as <c>events 10 MB</c>.</summary>
    private void Save(DataSet data, WarmPlan size)
    {
        if (options.DataFolder is { } folder)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, $"{data.Name} {size.SizeName}"), data.Write(size.Size));
        }
    }
}
