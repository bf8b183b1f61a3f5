using Compressor.Core.Archiving;
using Compressor.Lab.Bench.Results;
using Compressor.Lab.Data;
using Compressor.Lab.Processes;

namespace Compressor.Lab.Bench.Warm;

/// <summary>The bare engine on the same bytes, in memory, in this process: what no function could be cheaper than.</summary>
internal sealed class EngineReference : IDisposable
{
    private readonly IEngine _engine;
    private readonly Sample _sample;
    private readonly NativeBuffer _source = new();
    private readonly NativeBuffer _output = new();

    /// <exception cref="DllNotFoundException">The engine's library is not on this system.</exception>
    public EngineReference(ArchiveFormat format, Compression compression, Sample sample)
    {
        (Format, Compression, _sample) = (format, compression, sample);
        _engine = format.Define().CreateEngine(compression);

        // The kind of memory that the handler uses, with room for data that does not shrink, so that the engine always goes all the way.
        _source.EnsureLength(sample.Bytes.Length);
        _output.EnsureLength(sample.Bytes.Length + (sample.Bytes.Length / 8) + 1024);
        sample.Bytes.Span.CopyTo(_source.GetSpan());
        Measure(1);
        Samples = new();
    }

    /// <summary>The format that it compresses for.</summary>
    public ArchiveFormat Format { get; }

    /// <summary>Which engine.</summary>
    public Compression Compression { get; }

    /// <summary>What it took.</summary>
    public Samples Samples { get; private set; } = new();

    /// <summary>Compresses the sample so many times.</summary>
    /// <returns>CPU time of this thread for one, in ms.</returns>
    public double Measure(int times)
    {
        var before = CpuClock.OfThisThread();
        var length = 0;
        for (var i = 0; i < times; i++)
        {
            length = _engine.CompressWhole(_source.GetSpan()[.._sample.Bytes.Length], _output.GetSpan());
        }

        var cpu = (CpuClock.OfThisThread() - before) / times;
        Samples.Add(Figure.Cpu, cpu);
        Samples.Add(Figure.MbPerCpuSecond, _sample.Bytes.Length / cpu / 1e3);
        Samples.Add(Figure.Ratio, length / (double)_sample.Bytes.Length);
        return cpu;
    }

    public void Dispose()
    {
        _engine.Dispose();
        ((IDisposable)_source).Dispose();
        ((IDisposable)_output).Dispose();
    }
}
