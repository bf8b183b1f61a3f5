using System.Text.Json;
using Compressor.Cli.Commands;

namespace Compressor.Cli.Planning;

/// <summary>What a measurement says about the presets and the handler around them.</summary>
/// <param name="Presets">Speed and ratio of each engine, the quickest first.</param>
/// <param name="OverheadCpuSeconds">CPU seconds of the handler beside the engine's.</param>
/// <param name="Bytes">The size of the files measured.</param>
internal sealed record BenchResults(IReadOnlyList<CompressionPreset> Presets, double OverheadCpuSeconds, double Bytes)
{
    /// <summary>What a plan takes that nobody gave a measurement to.</summary>
    public static BenchResults Usual { get; } = new(CompressionPreset.Known, MeasuredHandler.OverheadCpuSeconds, MeasuredHandler.OverheadBytes);

    /// <summary>Reads the results of <c>compressor bench --json</c>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rows">Data set and size that the rows' names start with, such as <c>events/10 MB</c>.</param>
    /// <exception cref="UsageException">The file cannot be read, or does not have those rows with CPU time, the part of it over the engine's, and ratio.</exception>
    public static BenchResults Read(FileInfo file, string rows)
    {
        try
        {
            using var stream = file.OpenRead();
            return Parse(stream, rows);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UsageException($"cannot take measurements from {file.FullName}: {e.Message}");
        }
    }

    private static BenchResults Parse(Stream json, string rows)
    {
        using var document = JsonDocument.Parse(json);
        var figures = document.RootElement.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!, row => row.GetProperty("figures"));
        var bytes = Size(rows[(rows.LastIndexOf('/') + 1)..]);
        var presets = new List<CompressionPreset>();
        var overhead = new List<double>();
        foreach (var name in CompressionPreset.Known.Select(preset => preset.Name))
        {
            if (!figures.TryGetValue($"{rows}/{name}", out var row))
            {
                throw new FormatException($"there is no row '{rows}/{name}'");
            }

            var over = row.GetProperty("cpuOverEngineMs").GetDouble() / 1000;
            var engine = (row.GetProperty("cpuMs").GetDouble() / 1000) - over;
            presets.Add(new CompressionPreset(name, bytes / 1e6 / engine, row.GetProperty("ratio").GetDouble()));
            overhead.Add(over);
        }

        // The median: differences of two measurements are noisy, the more so the slower the engine is.
        return new BenchResults(presets, Math.Max(0, overhead.Order().ElementAt(overhead.Count / 2)), bytes);
    }

    private static double Size(string text) => text.Split(' ') switch
    {
        [var number, "KB"] => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture) * 1e3,
        [var number, "MB"] => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture) * 1e6,
        _ => throw new FormatException($"'{text}' is no size such as '10 MB'"),
    };
}
