using System.Text.Json;
using Compressor.Toolkit.Lambda;

namespace Compressor.Lab.Tuning.Output;

/// <summary>Writes a tuning run as JSON: times in ms, memory in MB of 2^20 bytes.</summary>
internal static class TuneJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Write(TuneText text) => JsonSerializer.Serialize(
        new
        {
            Version = 1,
            text.Headline,
            text.Method,
            text.Objects,
            text.Variables,
            text.PlanCommand,
            Picks = text.Picks is { } picks
                ? new { Cheapest = picks.Cheapest.MemorySize, Fastest = picks.Fastest.MemorySize, Balanced = picks.Balanced.MemorySize }
                : null,
            Sizes = text.Rows.Select(row => new
            {
                row.MemorySize,
                row.Problem,
                P50 = row.Quantile(0.5),
                P95 = row.Quantile(0.95),
                P99 = row.Quantile(0.99),
                row.CpuMilliseconds,
                row.InitMilliseconds,
                row.FirstMilliseconds,
                row.PeakMegabytes,
                row.Batch,
                row.BilledMilliseconds,
                row.BilledByCpu,
                row.GigabyteSeconds,
                row.Ratio,
                DollarsPerMillionX64 = text.Dollars(row, Architecture.X64),
                DollarsPerMillionArm64 = text.Dollars(row, Architecture.Arm64),
                row.Milliseconds,
            }),
        },
        Options);
}
