using System.Text.Json;

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
