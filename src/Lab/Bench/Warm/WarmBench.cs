using Compressor.Core.Archiving;
using Compressor.Lab.Bench.Results;
using Compressor.Lab.Data;
using Compressor.Lab.Processes;
using Compressor.Lab.Subjects;

namespace Compressor.Lab.Bench.Warm;

/// <summary>
/// Measures warm invocations: all programs run side by side, one of them working at a time, in rounds, so that whatever else the machine
/// does
/// meets them alike.
/// </summary>
/// <param name="store">The S3 on loopback.</param>
/// <param name="bootstrap">The handler's executable.</param>
/// <param name="references">What it is compared with.</param>
/// <param name="options">How much to measure.</param>
internal sealed class WarmBench(BenchStore store, string bootstrap, References references, BenchOptions options)
{
    private const int MaxWarmUps = 50;
    private const string CompressionVariable = "COMPRESSOR_COMPRESSION";
    private const string FormatVariable = "COMPRESSOR_FORMAT";

    /// <summary>Measures one size of one kind of data.</summary>
    /// <returns>A row for each program and each bare engine.</returns>
    /// <exception cref="MeasurementException">A program failed.</exception>
    public IReadOnlyList<Row> Run(DataSet data, WarmPlan plan, CancellationToken cancellationToken)
    {
        var sample = new Sample(data, plan.Size);
        var engines = new List<EngineReference>();
        var subjects = new List<WarmSubject>();
        try
        {
            engines.AddRange(options.Kinds.Select(kind => new EngineReference(kind.Format, kind.Compression, sample)));
            foreach (var subject in Subjects())
            {
                subjects.Add(new WarmSubject(SubjectProcess.Start(subject, store, options.MemorySize), store, sample, options.Batch));
                subjects[^1].WarmUp(subjects[0].ArchiveLength, Math.Min(plan.InvocationsPerRound, MaxWarmUps));
            }

            for (var round = 0; round < options.Rounds; round++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Round(plan, engines, subjects);
            }

            foreach (var subject in subjects.Where(subject => subject.Subject.Variables.ContainsKey(CompressionVariable)))
            {
                subject.AddAllocations(Allocations.Measure(subject.Subject, store, sample, options.MemorySize, plan.InvocationsPerRound));
            }

            var group = $"{data.Name}/{plan.SizeName}{(options.Batch == 1 ? "" : $" x {options.Batch}")}";
            return
            [
                .. engines.Select(engine => engine.Samples.ToRow(
                    $"{group}/engine {CompressionNames.With(engine.Format, engine.Compression)}")),
                .. subjects.Select(subject => subject.ToRow($"{group}/{subject.Subject.Name}")),
            ];
        }
        finally
        {
            subjects.ForEach(subject => subject.Dispose());
            engines.ForEach(engine => engine.Dispose());
        }
    }

    /// <summary>The handler, with an engine.</summary>
    public static Subject Handler(
        string name,
        string bootstrap,
        ArchiveFormat format,
        Compression compression,
        params ReadOnlySpan<(string Name, string Value)> more)
    {
        var variables = new Dictionary<string, string>
        {
            [CompressionVariable] = compression.Name(),
            ["COMPRESSOR_REPORT_BATCH_ITEM_FAILURES"] = "true",
        };
        if (format != ArchiveFormat.Zip)
        {
            // Other builds may be older, and know of no formats.
            variables[FormatVariable] = format.Name();
        }

        foreach (var (variable, value) in more)
        {
            variables[variable] = value;
        }

        return new(name, bootstrap, variables);
    }

    /// <summary>The format of a program's archives.</summary>
    public static ArchiveFormat FormatOf(Subject subject) =>
        subject.Variables.TryGetValue(FormatVariable, out var name) ? ArchiveFormats.Parse(name) : ArchiveFormat.Zip;

    private static string? KindOf(Subject subject) => subject.Variables.TryGetValue(CompressionVariable, out var preset)
        ? CompressionNames.With(FormatOf(subject), preset)
        : null;

    private static void Round(WarmPlan plan, List<EngineReference> engines, List<WarmSubject> subjects)
    {
        var bare = engines.ToDictionary(
            engine => CompressionNames.With(engine.Format, engine.Compression), engine => engine.Measure(plan.InvocationsPerRound));
        foreach (var subject in subjects)
        {
            var cpu = subject.Measure(plan.InvocationsPerRound);
            if (KindOf(subject.Subject) is { } kind && bare.TryGetValue(kind, out var engine))
            {
                subject.AddOverEngine(cpu - engine);
            }
        }
    }

    /// <summary>The handler comes first: the plain GET and PUT writes as many bytes as its archive has.</summary>
    private IEnumerable<Subject> Subjects() =>
    [
        .. options.Kinds.Select(kind => Handler(
            CompressionNames.With(kind.Format, kind.Compression), bootstrap, kind.Format, kind.Compression)),
        .. options.Variants.SelectMany(variant => options.Kinds.Select(kind => Handler(
            $"{CompressionNames.With(kind.Format, kind.Compression)}, {variant.Name}", variant.Program, kind.Format, kind.Compression))),
        .. options.Batch == 1 ? (Subject[])[references.PlainHttp, references.Fastest, references.Optimal] : [],
    ];
}
