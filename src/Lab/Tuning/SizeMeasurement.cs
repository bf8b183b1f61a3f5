using Compressor.Lab.Processes;
using Compressor.Lab.Subjects;
using Compressor.Lab.Tuning.Limits;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Units;

namespace Compressor.Lab.Tuning;

/// <summary>The measurement of one memory size: cold starts, and warm invocations spread over them. It ends at the first failure.</summary>
/// <param name="bootstrap">The function's executable.</param>
/// <param name="options">What to measure.</param>
/// <param name="limits">Whether the kernel's limits are used.</param>
/// <param name="store">The S3.</param>
/// <param name="memorySize">MB.</param>
internal sealed class SizeMeasurement(string bootstrap, TuneOptions options, bool limits, BenchStore store, int memorySize)
{
    private const double MebibytesPerMegabyte = 1e6 / (1024 * 1024);

    private readonly List<double> _warm = [];
    private readonly List<double> _inits = [];
    private readonly List<double> _firsts = [];
    private double _cpu;
    private double _peak;
    private double _bytesIn;
    private double _bytesOut;

    /// <summary>Measures, and says what went wrong where something did.</summary>
    public TuneRow Run(CancellationToken cancellationToken)
    {
        string? problem = null;
        for (var start = 0; start < options.Starts && problem is null; start++)
        {
            problem = MeasureStart(cancellationToken);
        }

        // Without the kernel's limit nothing ended it, and yet Lambda would have.
        problem ??= _peak > memorySize ? TuneProblem.OutOfMemory : null;
        return new TuneRow(
            memorySize,
            _warm,
            _warm.Count == 0 ? 0 : _cpu / _warm.Count / options.Batch,
            Quantiles.Find(_inits, 0.5) ?? 0,
            Quantiles.Find(_firsts, 0.5) ?? 0,
            _peak,
            problem)
        {
            Batch = options.Batch,
            Ratio = _bytesIn == 0 ? 0 : _bytesOut / _bytesIn,
        };
    }

    /// <summary>One cold start and its share of the warm invocations; returns what went wrong, or null.</summary>
    private string? MeasureStart(CancellationToken cancellationToken)
    {
        using var group = limits ? LimitGroup.TryCreate(memorySize, out _) : null;
        try
        {
            using var limited = new LimitedSubject(
                bootstrap, group, options.Format, options.Compression, options.Samples.Max(sample => sample.Bytes.Length));
            using var process = SubjectProcess.Start(limited.Subject, store, memorySize, TimeSpan.FromSeconds(options.TimeoutSeconds));
            _inits.Add(process.InitMs);
            group?.LimitCpu(InvocationTime.CpuShare(memorySize) is < 1 and var share ? share : null);
            _firsts.Add(Invoke(process, group, 0).Milliseconds);
            var count = (options.Invocations + options.Starts - 1) / options.Starts;
            for (var i = 0; i < count && _warm.Count < options.Invocations && !IsTooLong(_firsts[^1]); i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (milliseconds, used) = Invoke(process, group, _warm.Count * options.Batch);
                _warm.Add(milliseconds);
                _cpu += used;
                if (IsTooLong(milliseconds))
                {
                    break;
                }
            }

            _peak = Math.Max(_peak, process.Memory.PeakMb * MebibytesPerMegabyte);
            var longest = _warm.Append(_firsts[^1]).Max();
            return IsTooLong(longest) ? TuneProblem.Timeout(longest / 1000) : null;
        }
        catch (MeasurementException e)
        {
            return group?.MemoryKills > 0 ? TuneProblem.OutOfMemory : TuneProblem.From(e, options.TimeoutSeconds);
        }
    }

    private bool IsTooLong(double milliseconds) => milliseconds > options.TimeoutSeconds * 1000;

    /// <summary>
    /// Has the function compress the objects of an invocation, from a sample on; without the kernel's limit, its CPU time is stretched
    /// to the share that it would have.
    /// </summary>
    private (double Milliseconds, double Cpu) Invoke(SubjectProcess process, LimitGroup? group, int first)
    {
        var samples = Enumerable.Range(first, options.Batch).Select(i => options.Samples[i % options.Samples.Count]).ToList();
        var taken = store.CreateBatch(samples, process.Subject, 0);
        var before = process.CpuMs;
        var (wall, response) = process.Invoke(taken.Event);
        var cpu = process.CpuMs - before;
        _bytesIn += samples.Sum(sample => (double)sample.Bytes.Length);
        _bytesOut += BenchStore.Collect(taken, response);
        return (group is null ? wall + (cpu * ((1 / InvocationTime.CpuShare(memorySize)) - 1)) : wall, cpu);
    }
}
