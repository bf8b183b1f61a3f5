using Compressor.Cli.Capacity.Planning;
using Compressor.Toolkit.Prices;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Simulation.Output;

/// <summary>A simulation in words and figures, for the table and the report.</summary>
internal sealed class SimulationText(SimulationResult result, Demand demand, PriceTable prices)
{
    public double Dollars { get; } = SimulationCost.Of(result, demand, prices).Sum(line => line.Dollars);

    public string Headline => FormattableString.Invariant(
        $"{result.Files:N0} files, {(result.Lost == 0 ? "none lost" : $"{result.Lost:N0} LOST")}: {result.Archived:N0} archived, {result.DeadLetters.Values.Sum():N0} dead letters. From upload to archive p99 is {Format.Seconds(result.Latency(0.99))}, with up to {result.Model.Concurrency:N0} environments.");

    public IReadOnlyList<(string Name, string Value)> Figures =>
    [
        ("Upload to archive, p50", Format.Seconds(result.Latency(0.5))),
        ("Upload to archive, p99", Format.Seconds(result.Latency(0.99))),
        ("Upload to archive, max", Format.Seconds(result.Latency(1))),
        ("Wait for an environment, mean", Format.Seconds(result.MeanWaitSeconds)),
        ("Environments busy, most", Format.Number(result.PeakConcurrency)),
        ("Environments busy, mean", Format.Number(result.MeanBusy)),
        ("Events waiting, most", Format.Number(result.PeakWaiting)),
        ("Attempts", Format.Number(result.Attempts)),
        ("Attempts that failed", Format.Number(result.Failures)),
        ("Throttled", Format.Number(result.Throttles)),
        ("Cold starts", Format.Number(result.ColdStarts)),
        ("S3 answered 503", Format.Number(result.S3Refusals)),
        ("S3 partitions at the end", Format.Number(result.Partitions)),
        .. result.DeadLetters.Select(reason => ($"Dead letters, {reason.Key}", Format.Number(reason.Value))),
        ("Lost", Format.Number(result.Lost)),
        ("Last file done after", Format.Seconds(result.EndSeconds)),
        ("Lambda and S3 requests", Format.Dollars(Dollars)),
        ("The same for a million files", Format.Dollars(result.Files == 0 ? 0 : Dollars / result.Files * 1e6)),
    ];

    public static string Sweep(int? smallest, double target, int high) => smallest is { } found
        ? FormattableString.Invariant($"reserved_concurrency = {found} is the smallest that keeps p99 within {Format.Seconds(target)}.")
        : FormattableString.Invariant($"Not even reserved_concurrency = {high} keeps p99 within {Format.Seconds(target)}.");
}
