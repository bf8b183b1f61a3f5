using System.Runtime.InteropServices;
using System.Text.Json;
using Compressor.Lab.Processes;

namespace Compressor.Lab.Bench.Results;

/// <summary>All that one run measured.</summary>
/// <param name="Machine">Where.</param>
/// <param name="Time">When.</param>
/// <param name="Command">The command line.</param>
/// <param name="Rows">The medians.</param>
internal sealed record BenchReport(Machine Machine, DateTimeOffset Time, string Command, IReadOnlyList<Row> Rows)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes the report as JSON.</summary>
    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        await using var stream = File.Create(path);
        await JsonSerializer.SerializeAsync(stream, this, Format, cancellationToken);
    }
}

/// <summary>What the figures were measured on.</summary>
/// <param name="Processor">The model's name.</param>
/// <param name="Processors">How many logical ones.</param>
/// <param name="System">The operating system.</param>
/// <param name="PageMicroseconds">What a page of memory costs when it is touched for the first time.</param>
internal sealed record Machine(string Processor, int Processors, string System, double PageMicroseconds)
{
    /// <summary>This machine.</summary>
    public static Machine Current { get; } = new(
        ProcessorName(), Environment.ProcessorCount, RuntimeInformation.OSDescription, PageFaults.MeasurePrice());

    private static string ProcessorName()
    {
        const string Name = "model name";
        var line = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
