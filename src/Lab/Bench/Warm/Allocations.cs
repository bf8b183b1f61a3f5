using Compressor.Lab.Data;
using Compressor.Lab.Processes;
using Compressor.Lab.Subjects;

namespace Compressor.Lab.Bench.Warm;

/// <summary>What the garbage collector has to do for an invocation, as the process says itself.</summary>
/// <param name="BytesPerInvocation">Managed memory that was allocated, in bytes.</param>
/// <param name="CollectionsPerInvocation">Collections, of which most invocations see none.</param>
internal readonly record struct Allocations(double BytesPerInvocation, double CollectionsPerInvocation)
{
    /// <summary>Has a process of its own handle some events: it writes a line for each, which the measured one is spared.</summary>
    /// <exception cref="MeasurementException">It failed.</exception>
    public static Allocations Measure(Subject subject, BenchStore store, Sample sample, int memorySize, int invocations)
    {
        using var process = SubjectProcess.Start(subject.Logged, store, memorySize);
        for (var i = 0; i <= invocations; i++)
        {
            var taken = store.Create(sample, subject, sample.Bytes.Length);
            BenchStore.Collect(taken, process.Invoke(taken.Event).Response);
        }

        // The first invocation makes what is made once. The line of the start has no collections.
        var lines = LogLine.All(process.Lines, "collections");
        var (first, last) = (lines[0], lines[^1]);
        double PerInvocation(string property) =>
            (last.GetProperty(property).GetInt64() - first.GetProperty(property).GetInt64()) / (double)invocations;
        return new(PerInvocation("allocatedBytes"), PerInvocation("collections"));
    }
}
