using Compressor.Cli.Planning;
using Compressor.Cli.Planning.Prices;

namespace Compressor.Cli.Simulation.Output;

/// <summary>A simulation in words and figures, for the table and the report.</summary>
internal sealed class SimulationText(SimulationResult result, Demand demand, PriceTable prices)
{
    public double Dollars { get; } = SimulationCost.Of(result, demand, prices).Sum(line => line.Dollars);

    public string Headline => FormattableString.Invariant(
        $"{result.Files:N0} files, {(result.Lost == 0 ? "none lost" : $"{result.Lost:N0} LOST")}: {result.Archived:N0} archived, {result.DeadLetters.Values.Sum():N0} dead letters. From upload to archive p99 is {Text.Seconds(result.Latency(0.99))}, with up to {result.Model.Concurrency:N0} environments.");

    public IReadOnlyList<(string Name, string Value)> Figures =>
    [
        ("Upload to archive, p50", Text.Seconds(result.Latency(0.5))),
        ("Upload to archive, p99", Text.Seconds(result.Latency(0.99))),
        ("Upload to archive, max", Text.Seconds(result.Latency(1))),
        ("Wait for an environment, mean", Text.Seconds(result.MeanWaitSeconds)),
        ("Environments busy, most", Text.Number(result.PeakConcurrency)),
        ("Environments busy, mean", Text.Number(result.MeanBusy)),
        ("Events waiting, most", Text.Number(result.PeakWaiting)),
        ("Attempts", Text.Number(result.Attempts)),
        ("Attempts that failed", Text.Number(result.Failures)),
        ("Throttled", Text.Number(result.Throttles)),
        ("Cold starts", Text.Number(result.ColdStarts)),
        ("S3 answered 503", Text.Number(result.S3Refusals)),
        ("S3 partitions at the end", Text.Number(result.Partitions)),
        .. result.DeadLetters.Select(reason => ($"Dead letters, {reason.Key}", Text.Number(reason.Value))),
        ("Lost", Text.Number(result.Lost)),
        ("Last file done after", Text.Seconds(result.EndSeconds)),
        ("Lambda and S3 requests", Text.Dollars(Dollars)),
        ("The same for a million files", Text.Dollars(result.Files == 0 ? 0 : Dollars / result.Files * 1e6)),
    ];

    public static string Sweep(int? smallest, double target, int high) => smallest is { } found
        ? FormattableString.Invariant($"reserved_concurrency = {found} is the smallest that keeps p99 within {Text.Seconds(target)}.")
        : FormattableString.Invariant($"Not even reserved_concurrency = {high} keeps p99 within {Text.Seconds(target)}.");
}
