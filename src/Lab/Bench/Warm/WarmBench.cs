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
            engines.AddRange(options.Compressions.Select(compression => new EngineReference(compression, sample)));
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
                .. engines.Select(engine => engine.Samples.ToRow($"{group}/engine {NameOf(engine.Compression)}")),
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
        string name, string bootstrap, Compression compression, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var variables = new Dictionary<string, string>
        {
            [CompressionVariable] = NameOf(compression),
            ["COMPRESSOR_REPORT_BATCH_ITEM_FAILURES"] = "true",
        };
        foreach (var (variable, value) in more)
        {
            variables[variable] = value;
        }

        return new(name, bootstrap, variables);
    }

    /// <summary>The setting's value.</summary>
    public static string NameOf(Compression compression) => compression switch
    {
        Compression.Fast => "fast",
        Compression.Small => "small",
        _ => "balanced",
    };

    private static void Round(WarmPlan plan, List<EngineReference> engines, List<WarmSubject> subjects)
    {
        var bare = engines.ToDictionary(engine => NameOf(engine.Compression), engine => engine.Measure(plan.InvocationsPerRound));
        foreach (var subject in subjects)
        {
            var cpu = subject.Measure(plan.InvocationsPerRound);
            if (subject.Subject.Variables.TryGetValue(CompressionVariable, out var name) && bare.TryGetValue(name, out var engine))
            {
                subject.AddOverEngine(cpu - engine);
            }
        }
    }

    /// <summary>The handler comes first: the plain GET and PUT writes as many bytes as its archive has.</summary>
    private IEnumerable<Subject> Subjects() =>
    [
        .. options.Compressions.Select(compression => Handler(NameOf(compression), bootstrap, compression)),
        .. options.Variants.SelectMany(variant =>
            options.Compressions.Select(compression => Handler($"{NameOf(compression)}, {variant.Name}", variant.Program, compression))),
        .. options.Batch == 1 ? (Subject[])[references.PlainHttp, references.Fastest, references.Optimal] : [],
    ];
}
