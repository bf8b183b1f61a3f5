using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;
using Compressor.Toolkit.Reports;
using Compressor.Toolkit.Units;

namespace Compressor.Lab.Tuning.Output;

/// <summary>A tuning run in words and figures, for the table, the report and JSON.</summary>
/// <param name="rows">The sizes measured.</param>
/// <param name="prices">What a unit costs.</param>
/// <param name="architecture">The architecture that picks are made for.</param>
/// <param name="workload">What the picked size must carry.</param>
/// <param name="refusal">Why the kernel's limits were not used; null where they were.</param>
internal sealed class TuneText(
    IReadOnlyList<TuneRow> rows, PriceTable prices, Architecture architecture, TuneWorkload workload, string? refusal)
{
    private static readonly string[] Headings =
        ["MB", "p50", "p95", "p99", "CPU", "Billed/CPU", "Init", "First", "Peak", "GB-s", "$ a million, x86_64", "$ a million, arm64"];

    public IReadOnlyList<TuneRow> Rows => rows;

    public Architecture Architecture => architecture;

    public TunePicks? Picks { get; } = TunePicks.Choose(rows, prices, architecture);

    /// <summary>The sizes that did their work.</summary>
    public IReadOnlyList<TuneRow> Good { get; } = [.. rows.Where(row => row.Problem is null && row.Milliseconds.Count > 0)];

    /// <summary>Every size with its figures.</summary>
    public DataTable Table =>
        new("Warm invocations", [.. Headings.Select(heading => new Column(heading, true))], [.. rows.Select(Cells)]);

    public string Method =>
        $"{Limits} Billed/CPU says how much longer an object is billed than its CPU time takes at the size's share of a CPU.{Batches}";

    private string Batches => rows is [{ Batch: > 1 and var batch }, ..]
        ? $" Times are of invocations with {batch} objects; CPU time, GB-seconds and costs are of one object."
        : "";

    private string Limits => refusal is null
        ? "CPU quota and memory limit by control groups, S3 on loopback behind a network model. "
            + "Both prices are for the times measured on this machine."
        : $"Control groups are not used here ({refusal}): "
            + "durations are computed from CPU time, stretched to the share of a CPU that each size has.";

    public string Headline => Picks is { } picks
        ? $"Cheapest {picks.Cheapest.MemorySize} MB ({Money(picks.Cheapest)} a million), "
            + $"fastest {picks.Fastest.MemorySize} MB ({Ms(picks.Fastest.Quantile(0.5))}), "
            + $"balanced {picks.Balanced.MemorySize} MB ({Money(picks.Balanced)} a million, {Ms(picks.Balanced.Quantile(0.5))})."
        : "No size did its work.";

    /// <summary>What was compressed, and to what.</summary>
    public string Objects
    {
        get
        {
            var sizes = $"Objects of {Sizes.Format(workload.AverageBytes)} on average, the largest {Sizes.Format(workload.MaxBytes)}";
            return Picks is { } picks
                ? FormattableString.Invariant($"{sizes}; archives are {picks.Balanced.Ratio:0.000} of that.")
                : sizes + ".";
        }
    }

    /// <summary>The Terraform variables of each pick, for the workload given.</summary>
    public IReadOnlyList<string> Variables => Picks is { } picks
        ? [.. picks.Named.Select(pick => $"{pick.Name}: {TunePicks.Variables(pick.Row, workload)}")]
        : [];

    /// <summary>What the variables are for.</summary>
    public string VariablesHeading => FormattableString.Invariant(
        $"Terraform variables for {workload.FilesPerHour:N0} files an hour and bursts of {workload.BurstFactor:0.#}x:");

    /// <summary>The plan that goes with the balanced size.</summary>
    public string? PlanCommand => Picks is { Balanced: var pick }
        ? FormattableString.Invariant($"compressor plan --files-per-hour {workload.FilesPerHour:0} --size {workload.AverageBytes:0}B")
            + FormattableString.Invariant($" --p99-size {workload.MaxBytes:0}B --ratio {pick.Ratio:0.####}")
            + FormattableString.Invariant($" --cpu-ms {pick.CpuMilliseconds:0.##} --memory {pick.MemorySize}")
            + $" --architecture {architecture.Name()}"
        : null;

    /// <summary>What was wrong with the sizes that failed, a line each.</summary>
    public IReadOnlyList<string> Problems =>
        [.. rows.Where(row => row.Problem is not null).Select(row => $"{row.MemorySize} MB: {row.Problem}")];

    public double Dollars(TuneRow row, Architecture of) => row.DollarsPerMillion(prices, of);

    private string Money(TuneRow row) => Format.Dollars(row.DollarsPerMillion(prices, architecture));

    internal static string Ms(double? milliseconds) => milliseconds is null ? "" : FormattableString.Invariant($"{milliseconds:N0} ms");

    /// <summary>A size that failed has the kind of its problem in place of its figures.</summary>
    private IReadOnlyList<Cell> Cells(TuneRow row) => Good.Contains(row)
        ?
        [
            Format.Number(row.MemorySize), Ms(row.Quantile(0.5)), Ms(row.Quantile(0.95)), Ms(row.Quantile(0.99)), Ms(row.CpuMilliseconds),
            FormattableString.Invariant($"{row.BilledByCpu:0.00}"), Ms(row.InitMilliseconds), Ms(row.FirstMilliseconds),
            FormattableString.Invariant($"{row.PeakMegabytes:N0} MB"),
            FormattableString.Invariant($"{row.GigabyteSeconds:0.0000}"),
            Format.Dollars(Dollars(row, Architecture.X64)), Format.Dollars(Dollars(row, Architecture.Arm64)),
        ]
        : [Format.Number(row.MemorySize), row.Problem?.Split(':')[0] ?? "not measured", .. Enumerable.Repeat("", Headings.Length - 2)];
}
