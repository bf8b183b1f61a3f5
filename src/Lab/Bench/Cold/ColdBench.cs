using System.Text.Json;
using Compressor.Core.Archiving;
using Compressor.Lab.Bench.Results;
using Compressor.Lab.Bench.Warm;
using Compressor.Lab.Data;
using Compressor.Lab.Processes;
using Compressor.Lab.Subjects;

namespace Compressor.Lab.Bench.Cold;

/// <summary>Measures cold starts: each program is started, given one event, and ended; then the next one, round and round.</summary>
/// <param name="store">The S3 on loopback.</param>
/// <param name="bootstrap">The handler's executable.</param>
/// <param name="package">The function's zip.</param>
/// <param name="references">What it is compared with.</param>
/// <param name="options">How often, and with which other builds.</param>
internal sealed class ColdBench(BenchStore store, string bootstrap, string package, References references, BenchOptions options)
{
    /// <summary>The object of the first event.</summary>
    public const int ObjectSize = 10_000;

    // The share of a vCPU that 512 MB of memory give: 512 / 1769.
    private const double Throttle = 0.29;
    private const double BytesPerKb = 1e3;
    private const double BytesPerMb = 1e6;
    private const int Uncounted = 5;

    /// <summary>Starts each program as often as the options say.</summary>
    /// <returns>A row for each program.</returns>
    /// <exception cref="MeasurementException">A program failed.</exception>
    public IReadOnlyList<Row> Run(CancellationToken cancellationToken)
    {
        var sample = new Sample(DataSet.Events, ObjectSize);
        var format = options.Formats[0];
        var warmed = WarmBench.Handler("compressor", bootstrap, format, Compression.Balanced);
        var notWarmed = WarmBench.Handler(
            "compressor, no warm-up", bootstrap, format, Compression.Balanced, ("COMPRESSOR_WARM_UP", "false"));
        var variants = options.Variants.Select(
            variant => WarmBench.Handler(variant.Name, variant.Program, format, Compression.Balanced));
        List<ColdSamples> all =
        [
            .. new[] { warmed, notWarmed }.Concat(variants).Select(subject => new ColdSamples(subject, HasPhases: true)),
            new(references.Baseline, HasPhases: false),
            new(references.Optimal, HasPhases: false),
            new(references.Floor, HasPhases: false),
        ];
        // The first ones are not counted: the files come into the page cache, and the S3's code is compiled.
        for (var start = -Uncounted; start < options.Starts; start++)
        {
            foreach (var samples in all)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Start(sample, start < 0 ? samples.Uncounted : samples);
            }

            foreach (var samples in all.Where(samples => samples.Subject != references.Floor))
            {
                Trace(sample, start < 0 ? samples.Uncounted : samples);
            }
        }

        return
        [
            .. all.Select(samples => samples.Times.ToRow("cold/" + samples.Subject.Name)),
            .. all.Select(samples => samples.Counts.ToRow("counts of a start/" + samples.Subject.Name)),
            .. all.Select(samples => CountCalls(samples.Subject, sample)).OfType<Row>(),
            .. all.Where(samples => samples.HasPhases).Select(samples => samples.Phases.ToRow("phases in ms/" + samples.Subject.Name)),
        ];
    }

    // A process of its own: the lines that it writes of itself take time and memory too.
    private void Trace(Sample sample, ColdSamples samples)
    {
        using var process = SubjectProcess.Start(samples.Subject.Logged, store, options.MemorySize);
        var taken = store.Create(sample, samples.Subject, ObjectSize);
        var (firstMs, response) = process.Invoke(taken.Event);
        BenchStore.Collect(taken, response);
        var lines = process.Lines;
        var allocated = LogLine.All(lines, "allocatedBytes");
        samples.Counts.Add(Figure.AllocatedAtNextKb, KilobytesOf(allocated[0]));
        samples.Counts.Add(Figure.AllocatedAfterFirstKb, KilobytesOf(allocated[1]));
        if (samples.HasPhases)
        {
            ColdPhases.Add(lines, process.Spawned, process.InitMs, firstMs, samples.Phases);
        }
    }

    // Once: of all counts this one takes longest, and varies least.
    private Row? CountCalls(Subject subject, Sample sample)
    {
        using var calls = SystemCalls.TryTrace(subject.Program);
        if (calls is null)
        {
            return null;
        }

        using var process = SubjectProcess.Start(subject with { Program = calls.Program }, store, options.MemorySize);
        process.Invoke(store.Create(sample, subject, ObjectSize).Event);
        return new("system calls of a start/" + subject.Name, calls.Count());
    }

    private static double KilobytesOf(JsonElement line) => line.GetProperty("allocatedBytes").GetInt64() / BytesPerKb;

    private void Start(Sample sample, ColdSamples all)
    {
        var (subject, samples) = (all.Subject, all.Times);
        using var process = SubjectProcess.Start(subject, store, options.MemorySize);
        // From one call for an event to the next: Lambda freezes the process there, and what it has not done yet it does in the next
        // invocation.
        var initCpu = process.CpuMs;
        var taken = store.Create(sample, subject, ObjectSize);
        var (firstMs, response) = process.Invoke(taken.Event);
        var firstCpu = process.CpuMs - initCpu;
        if (subject != references.Floor)
        {
            BenchStore.Collect(taken, response);
        }

        samples.Add(Figure.Init, process.InitMs);
        samples.Add(Figure.InitCpu, initCpu);
        samples.Add(Figure.First, firstMs);
        samples.Add(Figure.FirstCpu, firstCpu);
        samples.Add(Figure.InitAndFirst, process.InitMs + firstMs);
        samples.Add(Figure.ColdCost, process.InitMs + (firstCpu / Throttle));
        samples.Add(Figure.FirstMb, process.Memory.PresentMb);
        samples.Add(Figure.BinaryMb, new FileInfo(subject.Program).Length / BytesPerMb);
        if (subject.Program == bootstrap)
        {
            samples.Add(Figure.PackageMb, new FileInfo(package).Length / BytesPerMb);
        }

        var faults = process.Faults;
        all.Counts.Add(Figure.PageFaults, faults.Total);
        all.Counts.Add(Figure.AnonymousPages, faults.Anonymous);
        all.Counts.Add(Figure.FilePageFaults, faults.OfFiles);
        all.Counts.Add(Figure.Threads, faults.Threads);
    }

    /// <summary>What is measured of one program.</summary>
    private sealed record ColdSamples(Subject Subject, bool HasPhases)
    {
        public Samples Times { get; } = new();

        public Samples Counts { get; } = new();

        public Samples Phases { get; } = new();

        /// <summary>Takes what is not counted.</summary>
        public ColdSamples Uncounted => new(Subject, HasPhases);
    }
}
