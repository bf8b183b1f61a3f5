using Compressor.Cli.Planning;
using Compressor.Cli.Planning.Output;
using Compressor.Cli.Planning.Prices;
using Compressor.Cli.Reporting;
using Compressor.Cli.Simulation;
using Compressor.Cli.Simulation.Model;
using Compressor.Cli.Simulation.Output;
using Compressor.Cli.Tests.Tuning;
using Compressor.Cli.Tuning.Output;
using Shouldly;

namespace Compressor.Cli.Tests.Reporting;

/// <summary>Reports as a reader has them: in a real browser, wide and on a phone, light and dark, on paper.</summary>
public sealed class BrowserTests
{
    private static readonly Demand Usual = Demand.Of(new Workload(), new FunctionSetup());

    [BrowserFact]
    public async Task A_plan_is_readable_everywhere() => await CheckAsync(
        PlanReport.Of(Plan.Of(Usual.Workload, Usual.Setup, PriceTable.Default())),
        ["A month's bill", "Ways to make the archives", "What a preset costs more"]);

    [BrowserFact]
    public async Task A_plan_with_many_lines_of_long_names_is_readable_everywhere() => await CheckAsync(
        PlanReport.Of(Plan.Of(Usual.Workload with { Processed = StoragePath.Parse("STANDARD:10,INTELLIGENT_TIERING:80,DEEP_ARCHIVE:100") }, Usual.Setup with { TraceRate = 1, SystemLogs = true }, PriceTable.Default())),
        ["A month's bill", "Ways to make the archives", "What a preset costs more"]);

    [BrowserFact]
    public async Task A_simulation_is_readable_everywhere()
    {
        var model = new PipelineModel { Arrivals = PoissonArrivals.Burst(600, 100, 5, 100, 200), Durations = new LognormalDurations(0.5, 0.3), Concurrency = 100 };
        var (smallest, runs) = ConcurrencySweep.Find(model, 50, 400, 60, CancellationToken.None);
        var result = Simulator.Run(model);

        await CheckAsync(
            SimulationReport.Of(result, new SimulationText(result, Usual, PriceTable.Default()), smallest, 60, runs),
            ["Backlog: events that wait", "Environments", "From upload to archive"]);
    }

    [BrowserFact]
    public async Task A_tuning_run_is_readable_everywhere() => await CheckAsync(
        TuneReport.Of(new TuneText(
            [new(128, [], 0, 0, 0, 0, "out of memory"), TunePicksTests.Row(256, 900), TunePicksTests.Row(512, 600), TunePicksTests.Row(1769, 396)],
            PriceTable.Default(),
            Architecture.X64,
            Usual.Workload,
            refusal: null)),
        ["Duration of a warm invocation", "Cost of a million invocations"]);

    private static async Task CheckAsync(Report report, string[] charts)
    {
        var views = await Browser.LookAsync(HtmlReport.Render(report));

        views.Select(view => view.View).ShouldBe(["wide-light", "wide-dark", "phone-light", "phone-dark", "print"]);
        foreach (var view in views)
        {
            view.ShouldSatisfyAllConditions(
                () => view.Heading.ShouldBe(report.Title),
                () => view.Complaints.ShouldBeEmpty(view.View),
                () => view.Requests.ShouldBeEmpty(view.View),
                () => view.Violations.ShouldBeEmpty(view.View),
                () => view.Overflow.ShouldBe(0, view.View),
                () => view.Charts.Count.ShouldBe(charts.Length, view.View),
                () => view.Tables.ShouldBe(charts.Length, view.View));
            foreach (var (chart, title) in view.Charts.Zip(charts))
            {
                chart.Title.ShouldStartWith(title);
                chart.Shapes.ShouldBeGreaterThan(0);
                chart.Cut.ShouldBeEmpty($"{view.View}: {chart.Title}");
            }
        }
    }
}
