using System.Text.Encodings.Web;
using System.Text.Json;

namespace Compressor.Cli.Objects.Verify;

/// <summary>Writes findings, a line each, as text or as JSON. Safe for concurrent use.</summary>
internal sealed class FindingWriter(TextWriter output, bool json)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private const string Deleted =
        "Sources are deleted here once they are compressed: what is listed was never processed, or is about to be deleted.";

    private readonly Lock _guard = new();

    /// <summary>Writes a finding: kind, key and reason between tabs, or an object with its size and ETag as well.</summary>
    public void Write(Finding finding) => Write(json
        ? JsonSerializer.Serialize(new { kind = finding.KindName, finding.Key, finding.Size, finding.ETag, finding.Reason }, Readable)
        : finding.ToString());

    /// <summary>Writes the end: all counts, and what a listing means if sources are deleted.</summary>
    /// <param name="counters">The counts.</param>
    /// <param name="deletesSources">Whether the function deletes a source once its archive is stored.</param>
    public void Write(VerifyCounters counters, bool deletesSources) => Write(json
        ? JsonSerializer.Serialize(new { kind = "summary", counts = counters.ByName(), deletesSources }, Readable)
        : counters + (deletesSources ? $"\n{Deleted}" : ""));

    private void Write(string line)
    {
        lock (_guard)
        {
            output.WriteLine(line);
        }
    }
}
