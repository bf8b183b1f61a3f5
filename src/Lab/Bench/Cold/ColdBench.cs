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
    private const double BytesPerMb = 1e6;
    private const int Uncounted = 5;

    /// <summary>Starts each program as often as the options say.</summary>
    /// <returns>A row for each program.</returns>
    /// <exception cref="MeasurementException">A program failed.</exception>
    public IReadOnlyList<Row> Run(CancellationToken cancellationToken)
    {
        var sample = new Sample(DataSet.Events, ObjectSize);
        var warmed = WarmBench.Handler("compressor", bootstrap, Compression.Balanced);
        var notWarmed = WarmBench.Handler("compressor, no warm-up", bootstrap, Compression.Balanced, ("COMPRESSOR_WARM_UP", "false"));
        (Subject Subject, Samples Samples)[] all =
        [
            (warmed, new()),
            (notWarmed, new()),
            .. options.Variants.Select(variant => (WarmBench.Handler(variant.Name, variant.Program, Compression.Balanced), new Samples())),
            (references.Baseline, new()),
            (references.Optimal, new()),
            (references.Floor, new()),
        ];
        // Processes of their own: the lines that they write of themselves take time too.
        (Subject Subject, Samples Samples)[] logged = [(warmed.Logged, new()), (notWarmed.Logged, new())];
        // The first ones are not counted: the files come into the page cache, and the S3's code is compiled.
        for (var start = -Uncounted; start < options.Starts; start++)
        {
            foreach (var (subject, samples) in all)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Start(subject, sample, start < 0 ? new() : samples);
            }

            foreach (var (subject, samples) in logged)
            {
                Trace(subject, sample, start < 0 ? new() : samples);
            }
        }

        return
        [
            .. all.Select(one => one.Samples.ToRow("cold/" + one.Subject.Name)),
            .. logged.Select(one => one.Samples.ToRow("phases in ms/" + one.Subject.Name)),
        ];
    }

    private void Trace(Subject subject, Sample sample, Samples samples)
    {
        using var process = SubjectProcess.Start(subject, store, options.MemorySize);
        var taken = store.Create(sample, subject, ObjectSize);
        var (firstMs, response) = process.Invoke(taken.Event);
        BenchStore.Collect(taken, response);
        ColdPhases.Add(process.Lines, process.Spawned, process.InitMs, firstMs, samples);
    }

    private void Start(Subject subject, Sample sample, Samples samples)
    {
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
    }
}
