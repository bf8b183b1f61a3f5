using Compressor.Toolkit.Reports;
using Compressor.Toolkit.Reports.Charts;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Capacity.Simulation.Output;

/// <summary>A simulation as a page.</summary>
internal static class SimulationReport
{
    private const int LatencyPoints = 100;
    private const int MaxPoints = 400;

    public static Report Create(SimulationText text) => Create(text, text.Outcome.Result);

    private static Report Create(SimulationText text, SimulationResult result) => new(
        "Simulation of the pipeline",
        text.Headline,
        [
            new(Durations.Format(result.Latency(0.99)), "from upload to archive, p99"),
            new(Format.Number(result.PeakConcurrency), "environments busy at the peak"),
            new(Format.Number(result.PeakWaiting), "events waiting at the peak"),
            new(Format.Number(result.Lost), "files lost"),
        ],
        [
            new("Over time", Backlog(result), Environments(result)),
            new("How long files take", Latencies(result)),
            .. text.Outcome.Search is null
                ? Array.Empty<ReportSection>()
                : [new("The smallest concurrency", new Paragraph(text.Sweep), text.Runs)],
            new("All figures", text.Figures),
        ],
        $"Made by compressor simulate, seed {result.Model.Seed}.");

    private static LineChart Backlog(SimulationResult result) => new(
        "Backlog: events that wait",
        $"At most {Format.Number(result.PeakWaiting)} events wait for an environment or for their next attempt; "
            + $"all are done after {Durations.Format(result.EndSeconds)}.",
        new Axis("minutes", Format.Number),
        new Axis("events", Format.Number),
        [new("waiting", [.. Thinned(result).Select(sample => (sample.Second / 60, (double)sample.Waiting))])]);

    private static LineChart Environments(SimulationResult result) => new(
        "Environments",
        $"At most {Format.Number(result.PeakConcurrency)} environments work at once, of {Format.Number(result.Model.Concurrency)} allowed.",
        new Axis("minutes", Format.Number),
        new Axis("environments", Format.Number),
        [
            new("at work", [.. Thinned(result).Select(sample => (sample.Second / 60, (double)sample.Busy))]),
            new("at work or warm", [.. Thinned(result).Select(sample => (sample.Second / 60, (double)sample.Alive))]),
        ]);

    /// <summary>Points enough for a line, also where days were simulated.</summary>
    private static IEnumerable<SimulationSample> Thinned(SimulationResult result)
    {
        var every = Math.Max(1, result.Samples.Count / MaxPoints);
        return result.Samples.Where((_, index) => index % every == 0);
    }

    private static LineChart Latencies(SimulationResult result) => new(
        "From upload to archive, share of files that take no longer",
        $"Half of the files take {Durations.Format(result.Latency(0.5))} or less, "
            + $"99 of 100 take {Durations.Format(result.Latency(0.99))} or less.",
        new Axis("% of files", Format.Number),
        new Axis("seconds", Format.Number),
        [new("seconds", [.. Enumerable.Range(0, LatencyPoints).Select(point => At(result, (double)point / LatencyPoints))])]);

    private static (double Percent, double Seconds) At(SimulationResult result, double share) => (share * 100, result.Latency(share));
}
