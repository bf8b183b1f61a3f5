using Compressor.Cli.Bench;
using Compressor.Cli.Bench.Data;
using Compressor.Cli.Bench.Storage;
using Compressor.Cli.Bench.Subjects;
using Compressor.Cli.Planning.Formulas;
using Compressor.Cli.Run;
using Compressor.Cli.Tuning.Limits;

namespace Compressor.Cli.Tuning;

/// <summary>Runs the published function at each memory size: under the kernel's limits where that is permitted, else reckoned from CPU time.</summary>
/// <param name="bootstrap">The function's executable.</param>
/// <param name="options">What to measure.</param>
/// <param name="limits">Whether the kernel's limits are used.</param>
internal sealed class TuneRun(string bootstrap, TuneOptions options, bool limits)
{
    private const double MebibytesPerMegabyte = 1e6 / (1024 * 1024);

    /// <summary>Measures all sizes; one that fails is a row too.</summary>
    public async Task<IReadOnlyList<TuneRow>> RunAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        await using var store = await BenchStore.StartAsync(cancellationToken, new NetworkModel(options.Network).WaitAsync);
        return await Task.Factory.StartNew(
            () => (IReadOnlyList<TuneRow>)
            [
                .. options.MemorySizes.Select(size =>
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    progress($"{size} MB");
                    return Measure(size, store, cancellationToken);
                }),
            ],
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    private TuneRow Measure(int memorySize, BenchStore store, CancellationToken cancellationToken)
    {
        var (warm, inits, firsts) = (new List<double>(), new List<double>(), new List<double>());
        var (cpu, peak) = (0.0, 0.0);
        string? problem = null;
        for (var start = 0; start < options.Starts && problem is null; start++)
        {
            using var group = limits ? LimitGroup.TryCreate(memorySize, out _) : null;
            try
            {
                using var limited = new LimitedSubject(bootstrap, group, options.Compression);
                using var process = SubjectProcess.Start(limited.Subject, store, memorySize);
                inits.Add(process.InitMs);
                group?.LimitCpu(Duration.CpuShare(memorySize) is < 1 and var share ? share : null);
                firsts.Add(Invoke(process, store, memorySize, group, options.Samples[0]).Milliseconds);
                var count = (options.Invocations + options.Starts - 1) / options.Starts;
                for (var i = 0; i < count && warm.Count < options.Invocations; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var (milliseconds, used) = Invoke(process, store, memorySize, group, options.Samples[warm.Count % options.Samples.Count]);
                    warm.Add(milliseconds);
                    cpu += used;
                    if (milliseconds > options.TimeoutSeconds * 1000)
                    {
                        problem = FormattableString.Invariant($"timeout: {milliseconds / 1000:0.0} s");
                        break;
                    }
                }

                peak = Math.Max(peak, process.Memory.PeakMb * MebibytesPerMegabyte);
            }
            catch (BenchException e)
            {
                problem = group?.MemoryKills > 0 ? "out of memory" : e.Message;
            }
        }

        if (problem is null && peak > memorySize)
        {
            problem = "out of memory";
        }

        return new TuneRow(memorySize, warm, warm.Count == 0 ? 0 : cpu / warm.Count, Quantiles.Of(inits, 0.5) ?? 0, Quantiles.Of(firsts, 0.5) ?? 0, peak, problem);
    }

    /// <summary>Has the function compress an object; without the kernel's limit, its CPU time is stretched to the share that it would have.</summary>
    private static (double Milliseconds, double Cpu) Invoke(SubjectProcess process, BenchStore store, int memorySize, LimitGroup? group, Sample sample)
    {
        var taken = store.Create(sample, process.Subject, 0);
        var before = process.CpuMs;
        var (wall, response) = process.Invoke(taken.Event);
        var cpu = process.CpuMs - before;
        BenchStore.Collect(taken, response);
        return (group is null ? wall + (cpu * ((1 / Duration.CpuShare(memorySize)) - 1)) : wall, cpu);
    }
}
