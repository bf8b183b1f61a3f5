using System.Runtime.InteropServices;

namespace Compressor.Lab.Bench.Results;

/// <summary>What the figures were measured on.</summary>
/// <param name="Processor">The model's name.</param>
/// <param name="Processors">How many logical ones.</param>
/// <param name="System">The operating system.</param>
internal sealed record Machine(string Processor, int Processors, string System)
{
    /// <summary>This machine.</summary>
    public static Machine Current { get; } = new(ProcessorName(), Environment.ProcessorCount, RuntimeInformation.OSDescription);

    private static string ProcessorName()
    {
        const string Name = "model name";
        var line = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
