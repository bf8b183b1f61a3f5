using Compressor.Cli.Capacity.Planning;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;
using Compressor.Toolkit.Reports;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Simulation.Output;

/// <summary>A simulation in words and figures, for the table and the report.</summary>
internal sealed class SimulationText(SimulationOutcome outcome, Demand demand, PriceTable prices)
{
    private readonly SimulationResult _result = outcome.Result;

    /// <summary>What is told.</summary>
    public SimulationOutcome Outcome => outcome;

    /// <summary>Lambda and requests, in dollars.</summary>
    public double Dollars { get; } = SimulationCost.Create(outcome.Result, demand, prices).Sum(line => line.Dollars);

    public string Headline
    {
        get
        {
            var lost = _result.Lost == 0 ? "none lost" : FormattableString.Invariant($"{_result.Lost:N0} LOST");
            var became = FormattableString.Invariant($"{_result.Archived:N0} archived, {_result.DeadLetters.Values.Sum():N0} dead letters");
            var limit = FormattableString.Invariant($"with up to {_result.Model.Concurrency:N0} environments");
            return FormattableString.Invariant($"{_result.Files:N0} files, {lost}: {became}. ")
                + $"From upload to archive p99 is {Durations.Format(_result.Latency(0.99))}, {limit}.";
        }
    }

    /// <summary>All figures.</summary>
    public DataTable Figures => new("What came of it", [new("Figure"), new("Value", true)], [.. Rows().Select(row => (IReadOnlyList<Cell>)[row.Name, row.Value])]);

    /// <summary>The runs of the sweep.</summary>
    public DataTable Runs => new(
        $"Runs, for a p99 of {Durations.Format(outcome.Search!.TargetSeconds)} or less",
        [new("reserved_concurrency", true), new("p99", true), new("Dead letters", true), new("Within target")],
        [.. outcome.Runs.Select(Row)]);

    /// <summary>What the sweep found.</summary>
    public string Sweep => (outcome.Smallest, Durations.Format(outcome.Search!.TargetSeconds)) switch
    {
        ({ } found, var target) => $"reserved_concurrency = {found} is the smallest that keeps p99 within {target}.",
        (null, var target) => $"Not even reserved_concurrency = {outcome.Runs[^1].Concurrency} keeps p99 within {target}.",
    };

    private static IReadOnlyList<Cell> Row(SweepRun run) =>
    [
        Format.Number(run.Concurrency), Durations.Format(run.P99Seconds), Format.Number(run.DeadLetters), run.MeetsTarget ? new("yes", Tone.Ok) : new("no", Tone.Act),
    ];

    private IEnumerable<(string Name, string Value)> Rows() =>
    [
        ("Upload to archive, p50", Durations.Format(_result.Latency(0.5))),
        ("Upload to archive, p99", Durations.Format(_result.Latency(0.99))),
        ("Upload to archive, max", Durations.Format(_result.Latency(1))),
        ("Wait for an environment, mean", Durations.Format(_result.MeanWaitSeconds)),
        ("Environments busy, most", Format.Number(_result.PeakConcurrency)),
        ("Environments busy, mean", Format.Number(_result.MeanBusy)),
        ("Events waiting, most", Format.Number(_result.PeakWaiting)),
        ("Attempts", Format.Number(_result.Attempts)),
        ("Attempts that failed", Format.Number(_result.Failures)),
        ("Throttled", Format.Number(_result.Throttles)),
        ("Cold starts", Format.Number(_result.ColdStarts)),
        ("S3 answered 503", Format.Number(_result.S3Refusals)),
        ("S3 partitions at the end", Format.Number(_result.Partitions)),
        .. _result.DeadLetters.Select(reason => ($"Dead letters, {reason.Key}", Format.Number(reason.Value))),
        ("Lost", Format.Number(_result.Lost)),
        ("Last file done after", Durations.Format(_result.EndSeconds)),
        ("Lambda and S3 requests", Format.Dollars(Dollars)),
        ("The same for a million files", Format.Dollars(_result.Files == 0 ? 0 : Dollars / _result.Files * 1e6)),
    ];
}

/// <summary>What a simulated stretch of time costs: Lambda's time and requests, and S3's requests, as they came about.</summary>
internal static class SimulationCost
{
    public static CostLines Create(SimulationResult result, Demand demand, PriceTable prices) => new CostLines(prices)
        .Add(
            CostPart.Compute, "Lambda compute",
            PriceIds.Compute(demand.Setup.Architecture),
            InvocationTime.GigabyteSeconds(1, result.BilledSeconds, demand.Setup.MemorySize),
            $"{result.BilledSeconds:N0} s, inits among them, x {demand.Setup.MemorySize} MB")
        .Add(CostPart.Requests, "Lambda requests", PriceIds.Requests, result.Attempts / 1e6, $"{result.Attempts:N0} attempts")
        .Add(CostPart.S3Requests, "S3 PUT", PriceIds.Put(demand.Workload.Processed.Stays[0].Class), result.Archived / 1000.0, $"{result.Archived:N0} archives")
        .Add(CostPart.S3Requests, "S3 GET", PriceIds.Get, result.Attempts / 1000.0, $"{result.Attempts:N0} reads")
        .Add(CostPart.Requests, "Dead letters", PriceIds.QueueRequests, result.DeadLetters.Values.Sum() * 3 / 1e6, $"3 requests each");
}
