using Compressor.Lab.Bench.Results;
using Compressor.Lab.Data;
using Compressor.Lab.Processes;
using Compressor.Lab.Subjects;

namespace Compressor.Lab.Bench.Warm;

/// <summary>A running process that compresses one sample again and again.</summary>
/// <param name="process">The process.</param>
/// <param name="store">Its S3.</param>
/// <param name="sample">What it compresses.</param>
/// <param name="batch">How many objects an invocation has; figures are for one of them.</param>
internal sealed class WarmSubject(SubjectProcess process, BenchStore store, Sample sample, int batch = 1) : IDisposable
{
    private readonly Samples _samples = new();
    private double _peakMb;

    /// <summary>The program.</summary>
    public Subject Subject => process.Subject;

    /// <summary>The size of its last archive, in bytes.</summary>
    public long ArchiveLength { get; private set; }

    /// <summary>Takes the first events: what is made only once is made, and the first archive is compared with its source.</summary>
    /// <param name="archiveLength">How many bytes a program that compresses nothing is to write.</param>
    /// <param name="times">How many events.</param>
    /// <exception cref="MeasurementException">The archive does not match the sample.</exception>
    public void WarmUp(long archiveLength, int times)
    {
        var taken = store.Create(sample, Subject, archiveLength, keepsArchive: true);
        var archive = BenchStore.Collect(taken, process.Invoke(taken.Event).Response);
        if (Subject.Event == EventForm.S3Notification
            && !ArchivedBytes.Equal(WarmBench.FormatOf(Subject), archive.Content.ToArray(), sample.Bytes.Span))
        {
            throw new MeasurementException($"{Subject.Name}: the archive of {taken.Key} has other bytes than its source.");
        }

        ArchiveLength = archiveLength;
        Invoke(times);
    }

    /// <summary>Has the process compress the sample so many times.</summary>
    /// <returns>CPU time for one object, in ms.</returns>
    public double Measure(int times)
    {
        process.WaitUntilQuiet();
        var before = process.CpuMs;
        var wall = Invoke(times) / batch;
        process.WaitUntilQuiet();
        var cpu = (process.CpuMs - before) / times / batch;
        _samples.Add(Figure.Cpu, cpu);
        _samples.Add(Figure.Wall, wall);
        _samples.Add(Figure.MbPerCpuSecond, sample.Bytes.Length / cpu / 1e3);
        _samples.Add(Figure.Ratio, ArchiveLength / (double)sample.Bytes.Length);
        _peakMb = process.Memory.PeakMb;
        return cpu;
    }

    /// <summary>Tells what the engine took in the same round.</summary>
    public void AddOverEngine(double overMs) => _samples.Add(Figure.OverEngine, overMs);

    /// <summary>Tells what a process of the same program allocated.</summary>
    public void AddAllocations(Allocations allocations)
    {
        _samples.Add(Figure.AllocatedKb, allocations.BytesPerInvocation / 1e3);
        _samples.Add(Figure.Collections, allocations.CollectionsPerInvocation);
    }

    /// <summary>What was measured.</summary>
    public Row ToRow(string name)
    {
        _samples.Add(Figure.PeakMb, _peakMb);
        return _samples.ToRow(name);
    }

    public void Dispose() => process.Dispose();

    /// <summary>Returns the mean wall time, in ms.</summary>
    private double Invoke(int times)
    {
        var wall = 0.0;
        for (var i = 0; i < times; i++)
        {
            var taken = store.CreateBatch([.. Enumerable.Repeat(sample, batch)], Subject, ArchiveLength);
            var (wallMs, response) = process.Invoke(taken.Event);
            ArchiveLength = BenchStore.Collect(taken, response) / batch;
            wall += wallMs;
        }

        return wall / times;
    }
}
