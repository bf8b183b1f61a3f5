using System.Text.Json;
using Compressor.Core.Archiving;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>What a measurement says about the presets and the handler around them.</summary>
/// <param name="Presets">Speed and ratio of each engine, the quickest first.</param>
/// <param name="HandlerCpu">CPU time of the handler beside the engine's.</param>
/// <param name="Origin">When and where it was made.</param>
internal sealed record BenchResults(IReadOnlyList<CompressionPreset> Presets, HandlerCpu HandlerCpu, string Origin)
{
    /// <summary>The rows that plans are made of, if no others are named: data set and size.</summary>
    public const string UsualRows = "events/10 MB";

    /// <summary>
    /// What a plan takes where no measurement is given: <c>Planning/bench.json</c>, written by <c>compressor bench --json</c>.
    /// </summary>
    public static BenchResults Usual { get; } = ReadUsual();

    /// <summary>Reads the results of <c>compressor bench --json</c>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rows">Data set and size that the rows' names start with, such as <c>events/10 MB</c>.</param>
    /// <exception cref="CommandException">
    /// The file cannot be read, or does not have those rows with CPU time, the part of it over the engine's, and ratio.
    /// </exception>
    public static BenchResults Read(FileInfo file, string rows)
    {
        try
        {
            using var stream = file.OpenRead();
            return Parse(stream, rows);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            or JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new CommandException($"cannot take measurements from {file.FullName}: {e.Message}");
        }
    }

    private static BenchResults ReadUsual()
    {
        using var resource = typeof(BenchResults).Assembly.GetManifestResourceStream("bench.json")!;
        return Parse(resource, UsualRows);
    }

    private static BenchResults Parse(Stream json, string rows)
    {
        using var document = JsonDocument.Parse(json);
        var figures = document.RootElement.GetProperty("rows").EnumerateArray()
            .ToDictionary(row => row.GetProperty("name").GetString()!, row => row.GetProperty("figures"));
        var bytes = Sizes.Parse(rows[(rows.LastIndexOf('/') + 1)..]);
        var presets = new List<CompressionPreset>();
        var overhead = new List<double>();
        foreach (var name in CompressionNames.All)
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
        var median = Math.Max(0, overhead.Order().ElementAt(overhead.Count / 2));
        return new BenchResults(presets, HandlerCpu.From(median, bytes), Describe(document.RootElement, rows));
    }

    private static string Describe(JsonElement report, string rows)
    {
        var processor = report.GetProperty("machine").GetProperty("processor").GetString();
        return $"compressor bench, {rows}, {report.GetProperty("time").GetDateTimeOffset():yyyy-MM-dd}, {processor}";
    }
}
