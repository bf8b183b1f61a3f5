using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;
using Compressor.Toolkit.Units;

namespace Compressor.Lab.Tuning.Output;

/// <summary>A tuning run in words and figures, for the table, the report and JSON.</summary>
/// <param name="rows">The sizes measured.</param>
/// <param name="prices">What a unit costs.</param>
/// <param name="architecture">The architecture that picks are made for.</param>
/// <param name="workload">What the picked size must carry.</param>
/// <param name="refusal">Why the kernel's limits were not used; null where they were.</param>
internal sealed class TuneText(IReadOnlyList<TuneRow> rows, PriceTable prices, Architecture architecture, TuneWorkload workload, string? refusal)
{
    public static IReadOnlyList<string> Headings { get; } =
        ["MB", "p50", "p95", "p99", "CPU", "Init", "First", "Peak", "GB-s", "$ a million, x86_64", "$ a million, arm64"];

    public IReadOnlyList<TuneRow> Rows => rows;

    public Architecture Architecture => architecture;

    public TunePicks? Picks { get; } = TunePicks.Choose(rows, prices, architecture);

    public string Method => refusal is null
        ? "CPU quota and memory limit by control groups, S3 on loopback behind a network model. The prices for both architectures are for the times measured here."
        : $"Control groups are not used here ({refusal}): durations are reckoned from CPU time, stretched to the share of a CPU that each size has.";

    public string Headline => Picks is { } picks
        ? FormattableString.Invariant($"Cheapest {picks.Cheapest.MemorySize} MB ({Money(picks.Cheapest)} a million), fastest {picks.Fastest.MemorySize} MB ({picks.Fastest.Quantile(0.5):N0} ms), balanced {picks.Balanced.MemorySize} MB ({Money(picks.Balanced)} a million, {picks.Balanced.Quantile(0.5):N0} ms).")
        : "No size did its work.";

    /// <summary>What was compressed, and to what.</summary>
    public string Objects => FormattableString.Invariant($"Objects of {workload.AverageBytes / 1e6:0.###} MB on average, the largest {workload.MaxBytes / 1e6:0.###} MB")
        + (Picks is { } picks ? FormattableString.Invariant($"; archives are {picks.Balanced.Ratio:0.000} of that.") : ".");

    /// <summary>The Terraform variables of each pick, for the workload given.</summary>
    public IReadOnlyList<string> Variables => Picks is { } picks
        ? [.. new[] { ("cheapest", picks.Cheapest), ("fastest", picks.Fastest), ("balanced", picks.Balanced) }.Select(pick => $"{pick.Item1}: {TunePicks.Variables(pick.Item2, workload)}")]
        : [];

    /// <summary>What the variables are for.</summary>
    public string VariablesHeading => FormattableString.Invariant($"Terraform variables for {workload.FilesPerHour:N0} files an hour and bursts of {workload.BurstFactor:0.#}x:");

    /// <summary>The plan that goes with the balanced size.</summary>
    public string? PlanCommand => Picks is { Balanced: var pick }
        ? FormattableString.Invariant($"compressor plan --files-per-hour {workload.FilesPerHour:0} --size {workload.AverageBytes:0}B --p99-size {workload.MaxBytes:0}B --ratio {pick.Ratio:0.####} --cpu-ms {pick.CpuMilliseconds:0.##} --memory {pick.MemorySize} --architecture {architecture.Name()}")
        : null;

    /// <summary>What was wrong with the sizes that failed, a line each.</summary>
    public IReadOnlyList<string> Problems => [.. rows.Where(row => row.Problem is not null).Select(row => $"{row.MemorySize} MB: {row.Problem}")];

    /// <summary>The cells of a row; a size that failed has the kind of its problem in place of its figures.</summary>
    public IReadOnlyList<string> Cells(TuneRow row) => row.Milliseconds.Count == 0 || row.Problem is not null
        ? [Format.Number(row.MemorySize), row.Problem?.Split(':')[0] ?? "not measured", .. Enumerable.Repeat("", Headings.Count - 2)]
        :
        [
            Format.Number(row.MemorySize), Ms(row.Quantile(0.5)), Ms(row.Quantile(0.95)), Ms(row.Quantile(0.99)), Ms(row.CpuMilliseconds), Ms(row.InitMilliseconds), Ms(row.FirstMilliseconds),
            FormattableString.Invariant($"{row.PeakMegabytes:N0} MB"), FormattableString.Invariant($"{row.GigabyteSeconds:0.0000}"),
            Format.Dollars(row.DollarsPerMillion(prices, Architecture.X64)), Format.Dollars(row.DollarsPerMillion(prices, Architecture.Arm64)),
        ];

    public double Dollars(TuneRow row, Architecture of) => row.DollarsPerMillion(prices, of);

    private string Money(TuneRow row) => Format.Dollars(row.DollarsPerMillion(prices, architecture));

    private static string Ms(double? milliseconds) => milliseconds is null ? "" : FormattableString.Invariant($"{milliseconds:N0} ms");
}
