using Compressor.Cli.Capacity.Planning;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;
using Compressor.Toolkit.Reports;
using Compressor.Toolkit.Units;
using Spectre.Console;

namespace Compressor.Cli.Capacity.Simulation.Output;

/// <summary>A simulation in words and figures, for the table and the report.</summary>
internal sealed class SimulationText(SimulationOutcome outcome, Demand demand, PriceTable prices)
{
    private readonly SimulationResult _result = outcome.Result;

    /// <summary>What is reported.</summary>
    public SimulationOutcome Outcome => outcome;

    /// <summary>Lambda and requests, in dollars.</summary>
    public double Dollars { get; } = SimulationCost.Create(outcome.Result, demand, prices).Sum(line => line.Dollars);

    public string Headline
    {
        get
        {
            var lost = _result.Lost == 0 ? "none lost" : $"{_result.Lost:N0} LOST";
            var became = $"{_result.Archived:N0} archived, {_result.DeadLetters.Values.Sum():N0} dead letters";
            var limit = $"with up to {_result.Model.Concurrency:N0} environments";
            return $"{_result.Files:N0} files, {lost}: {became}. "
                + $"From upload to archive p99 is {Durations.Format(_result.Latency(0.99))}, {limit}.";
        }
    }

    /// <summary>Writes it to the terminal.</summary>
    public void Print(IAnsiConsole console)
    {
        if (outcome.Search is not null)
        {
            console.Write(Runs);
            console.WriteLine(Sweep);
        }

        console.WriteLine(Headline);
        console.Write(Figures);
    }

    /// <summary>All figures.</summary>
    public DataTable Figures => new(
        "What came of it",
        [new("Figure"), new("Value", true)],
        [.. Rows().Select(row => (IReadOnlyList<Cell>)[row.Name, row.Value])]);

    /// <summary>The runs of the sweep.</summary>
    public DataTable Runs => new(
        $"Runs, for a p99 of {Durations.Format(outcome.Search!.TargetSeconds)} or less",
        [new("reserved_concurrency", true), new("p99", true), new("Dead letters", true), new("Within target")],
        [.. outcome.Runs.Select(Row)]);

    /// <summary>What the sweep found.</summary>
    public string Sweep => (outcome.Smallest, Durations.Format(outcome.Search!.TargetSeconds)) switch
    {
        ({ } found, var target) => $"reserved_concurrency = {found} is the smallest with which p99 stays within {target}.",
        (null, var target) => $"Not even reserved_concurrency = {outcome.Runs[^1].Concurrency} keeps p99 within {target}.",
    };

    private static IReadOnlyList<Cell> Row(SweepRun run) =>
    [
        Format.Number(run.Concurrency),
        Durations.Format(run.P99Seconds),
        Format.Number(run.DeadLetters),
        run.MeetsTarget ? new("yes", Tone.Ok) : new("no", Tone.Act),
    ];

    private IEnumerable<(string Name, string Value)> Rows() =>
    [
        ("Upload to archive, p50", Durations.Format(_result.Latency(0.5))),
        ("Upload to archive, p99", Durations.Format(_result.Latency(0.99))),
        ("Upload to archive, max", Durations.Format(_result.Latency(1))),
        ("Wait for an environment, mean", Durations.Format(_result.MeanWaitSeconds)),
        ("Environments busy, max", Format.Number(_result.PeakConcurrency)),
        ("Environments busy, mean", Format.Number(_result.MeanBusy)),
        ("Events waiting, max", Format.Number(_result.PeakWaiting)),
        ("Attempts", Format.Number(_result.Attempts)),
        ("Attempts that failed", Format.Number(_result.Failures)),
        ("Throttled", Format.Number(_result.Throttles)),
        .. _result.Batches == 0
            ? Array.Empty<(string, string)>()
            : [("Files of an invocation, mean", FormattableString.Invariant($"{(double)_result.Attempts / _result.Batches:0.0}"))],
        ("Cold starts", Format.Number(_result.ColdStarts)),
        ("S3 answered 503", Format.Number(_result.S3Refusals)),
        ("S3 partitions at the end", Format.Number(_result.Partitions)),
        .. _result.DeadLetters.Select(reason => ($"Dead letters, {reason.Key}", Format.Number(reason.Value))),
        ("Lost", Format.Number(_result.Lost)),
        ("Last file done after", Durations.Format(_result.EndSeconds)),
        ("Lambda and S3 requests", Format.Dollars(Dollars)),
        ("For a million files", Format.Dollars(_result.Files == 0 ? 0 : Dollars / _result.Files * 1e6)),
    ];
}

/// <summary>What a simulated stretch of time costs: Lambda's time and requests, and S3's requests, as they came about.</summary>
internal static class SimulationCost
{
    public static CostLines Create(SimulationResult result, Demand demand, PriceTable prices)
    {
        var (attempts, archived, letters) = (result.Attempts, result.Archived, result.DeadLetters.Values.Sum());
        var (memorySize, price) = (demand.Setup.MemorySize, PriceIds.Compute(demand.Setup.Architecture));
        var gigabyteSeconds = InvocationTime.GigabyteSeconds(1, result.BilledSeconds, memorySize);
        var put = PriceIds.Put(demand.Workload.Processed.Stays[0].Class);
        const int Requests = ProcessingBill.RequestsOfADeadLetter;
        var invocations = result.Batches == 0 ? attempts : result.Batches;

        var queued = result.Batches == 0 ? 0 : EventQueueSetup.Requests(result.Files, attempts, result.Batches, result.EndSeconds);
        return new CostLines(prices)
            .Add(CostPart.Compute, "Lambda compute", price, gigabyteSeconds, $"{result.BilledSeconds:N0} s with inits x {memorySize} MB")
            .Add(CostPart.Requests, "Lambda requests", PriceIds.Requests, invocations / 1e6, $"{invocations:N0} invocations")
            .Add(CostPart.Requests, "SQS requests", PriceIds.QueueRequests, queued / 1e6, "sends, receives, deletes, empty polls")
            .Add(CostPart.S3Requests, "S3 PUT", put, archived / 1000.0, $"{archived:N0} archives")
            .Add(CostPart.S3Requests, "S3 GET", PriceIds.Get, attempts / 1000.0, $"{attempts:N0} reads")
            .Add(CostPart.Requests, "Dead letters", PriceIds.QueueRequests, letters * Requests / 1e6, $"{Requests} requests each");
    }
}
