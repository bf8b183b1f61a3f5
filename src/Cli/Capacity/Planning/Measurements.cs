using System.Text.Json;
using Compressor.Core.Archiving;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>What a measurement says about the presets and the handler around them.</summary>
/// <param name="Presets">Speed and ratio of each engine of the formats that were measured, the quickest of a format first.</param>
/// <param name="HandlerCpu">CPU time of the handler beside the engine's.</param>
/// <param name="Origin">When and where it was made.</param>
internal sealed record BenchResults(IReadOnlyList<CompressionPreset> Presets, HandlerCpu HandlerCpu, string Origin)
{
    private const string UsualRows = "events/10 MB";

    // Rows of compressor bench --batch 10 are of 10 MB x 10, with figures of one object.
    private const string BatchSign = " x ";

    /// <summary>
    /// What a plan takes where no measurement is given: <c>Planning/bench.json</c>, written by <c>compressor bench --json</c>.
    /// </summary>
    public static BenchResults Usual { get; } = ReadUsual();

    /// <summary>Reads the results of <c>compressor bench --json</c>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rows">
    /// Data set and size that the rows' names start with, such as <c>events/10 MB</c>; null for those if the file has them, else the only
    /// ones that it has.
    /// </param>
    /// <exception cref="CommandException">
    /// The file cannot be read, or does not have those rows with CPU time, the part of it over the engine's, and ratio.
    /// </exception>
    public static BenchResults Read(FileInfo file, string? rows)
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

    private static BenchResults Parse(Stream json, string? chosen)
    {
        using var document = JsonDocument.Parse(json);
        var figures = document.RootElement.GetProperty("rows").EnumerateArray()
            .ToDictionary(row => row.GetProperty("name").GetString()!, row => row.GetProperty("figures"));
        var rows = chosen ?? FindRows(figures.Where(row => row.Value.TryGetProperty("cpuOverEngineMs", out _)).Select(row => row.Key));
        var bytes = Sizes.Parse(rows[(rows.LastIndexOf('/') + 1)..].Split(BatchSign)[0]);
        var measured = new List<(ArchiveFormat Format, string Name, double Seconds, double Ratio)>();
        var overhead = new List<double>();
        var formats = Enum.GetValues<ArchiveFormat>()
            .Where(format => CompressionNames.All.Any(preset => figures.ContainsKey($"{rows}/{CompressionNames.With(format, preset)}")))
            .DefaultIfEmpty();
        foreach (var (format, compression) in formats.SelectMany(format => CompressionNames.All.Select(preset => (format, preset))))
        {
            var name = CompressionNames.With(format, compression);
            if (!figures.TryGetValue($"{rows}/{name}", out var row))
            {
                throw new FormatException($"there is no row '{rows}/{name}'");
            }

            measured.Add((format, name, row.GetProperty("cpuMs").GetDouble() / 1000, row.GetProperty("ratio").GetDouble()));
            overhead.Add(row.GetProperty("cpuOverEngineMs").GetDouble() / 1000);
        }

        // The median: differences of two measurements are noisy, the more so the slower the engine is. The rest of a preset's time is its
        // engine's, at least half of it, so that a file of this size takes what was measured.
        var median = overhead.Order().ElementAt(overhead.Count / 2);
        var handler = Math.Clamp(median, 0, measured.Min(preset => preset.Seconds) / 2);
        return new BenchResults(
            [
                .. measured.Select(preset => new CompressionPreset(preset.Name, bytes / 1e6 / (preset.Seconds - handler), preset.Ratio)
                {
                    Format = preset.Format,
                }),
            ],
            HandlerCpu.From(handler, bytes),
            Describe(document.RootElement, rows));
    }

    /// <summary>Returns the data set and size of the rows to take where nobody chose them.</summary>
    private static string FindRows(IEnumerable<string> names)
    {
        List<string> all = [.. names.Select(name => name[..name.LastIndexOf('/')]).Distinct()];
        return all switch
        {
            _ when all.Contains(UsualRows) => UsualRows,
            [var only] => only,
            [] => throw new FormatException("it has no warm invocations"),
            _ => throw new FormatException($"name one of its data sets and sizes with --bench-rows: {string.Join(", ", all)}"),
        };
    }

    private static string Describe(JsonElement report, string rows)
    {
        var processor = report.GetProperty("machine").GetProperty("processor").GetString();
        return $"compressor bench, {rows}, {report.GetProperty("time").GetDateTimeOffset():yyyy-MM-dd}, {processor}";
    }
}

/// <summary>
/// What the handler takes besides the CPU time in <see cref="BenchResults.Usual"/>: docs/cost.md tells how each was measured.
/// </summary>
internal static class MeasuredHandler
{
    /// <summary>
    /// Seconds of an init: 75 ms, what the public collection maxday/lambda-perf has for dotnet10 AOT whatever the memory, and 12 ms for
    /// our warm-up.
    /// </summary>
    public const double InitSeconds = 0.087;

    /// <summary>
    /// CPU seconds of the handler for an almost empty file: two requests over TLS, the event, the answer. Measured with 10 KB:
    /// the column "over engine" of docs/performance.md.
    /// </summary>
    public const double FixedCpuSeconds = 0.00038;

    /// <summary>Log lines of a sampled invocation, in bytes: the event's and the object's.</summary>
    public const double SampledLogBytes = 650;

    /// <summary>Lambda's own lines for an invocation in JSON, in bytes: start, runtimeDone and report.</summary>
    public const double SystemLogBytes = 750;

    /// <summary>Lines of an invocation that fails, in bytes: the errors with their stacks, and the lines that were held back.</summary>
    public const double FailureLogBytes = 2900;

    /// <summary>The metrics' line of an environment, in bytes, and how often it is written.</summary>
    public const double MetricLineBytes = 900;

    public const double MetricLineSeconds = 60;

    /// <summary>Metrics of our own: the namespace Compressor.</summary>
    public const int Metrics = 11;

    /// <summary>Metrics that the alarms of terraform/modules/alarms watch, which is what CloudWatch charges for, and dashboards.</summary>
    public const int Alarms = 10;

    public const int Dashboards = 1;
}

/// <summary>CPU time of the handler beside the engine's, on a whole vCPU: TLS, checksums, the SDK, events.</summary>
/// <param name="FixedSeconds">CPU seconds of each invocation, however small the file.</param>
/// <param name="SecondsPerByte">CPU seconds for each byte of the file.</param>
internal sealed record HandlerCpu(double FixedSeconds, double SecondsPerByte)
{
    public static HandlerCpu None { get; } = new(0, 0);

    /// <summary>CPU seconds for a file of that size.</summary>
    public double Seconds(double bytes) => FixedSeconds + (bytes * SecondsPerByte);

    /// <summary>The same, scaled.</summary>
    public HandlerCpu Scale(double factor) => new(FixedSeconds * factor, SecondsPerByte * factor);

    /// <summary>
    /// Splits what was measured for one size into the part that each invocation has and the part that grows with the file.
    /// </summary>
    public static HandlerCpu From(double seconds, double bytes)
    {
        var part = Math.Min(seconds, MeasuredHandler.FixedCpuSeconds);
        return new(part, (seconds - part) / bytes);
    }
}
