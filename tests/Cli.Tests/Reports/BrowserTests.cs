using Compressor.Cli.Capacity.Planning;
using Compressor.Cli.Capacity.Planning.Output;
using Compressor.Cli.Capacity.Simulation;
using Compressor.Cli.Capacity.Simulation.Model;
using Compressor.Cli.Capacity.Simulation.Output;
using Compressor.Lab.Tuning;
using Compressor.Lab.Tuning.Output;
using Compressor.Testing;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;
using Compressor.Toolkit.Reports;

namespace Compressor.Cli.Tests.Reports;

/// <summary>Reports as a reader has them: in a real browser, wide and on a phone, light and dark, on paper.</summary>
[Integration]
public sealed class BrowserTests
{
    private static readonly Demand Usual = Demand.Create(new Workload(), new FunctionSetup());

    [BrowserFact]
    public async Task A_plan_is_readable_everywhere() => await CheckAsync(
        PlanReport.Create(Plan.Create(Usual.Workload, Usual.Setup, PriceTable.Default()), section => "docs/" + section),
        ["A month's bill", "Ways to make the archives", "How much more a preset costs"]);

    [BrowserFact]
    public async Task A_plan_with_many_lines_of_long_names_is_readable_everywhere()
    {
        var workload = Usual.Workload with { Processed = StoragePath.Parse("STANDARD:10,INTELLIGENT_TIERING:80,DEEP_ARCHIVE:100") };
        var plan = Plan.Create(workload, Usual.Setup with { TraceRate = 1, SystemLogs = true }, PriceTable.Default());

        await CheckAsync(
            PlanReport.Create(plan, section => "docs/" + section),
            ["A month's bill", "Ways to make the archives", "How much more a preset costs"]);
    }

    [BrowserFact]
    public async Task A_simulation_is_readable_everywhere()
    {
        var model = new PipelineModel
        {
            Arrivals = PoissonArrivals.Burst(600, 100, 5, 100, 200),
            ServiceTime = new LognormalServiceTime(0.5, 0.3),
            Concurrency = 100,
        };
        var outcome = SimulationOutcome.Run(model, new SweepSearch(new SweepRange(50, 400), 60), CancellationToken.None);

        await CheckAsync(
            SimulationReport.Create(new SimulationText(outcome, Usual, PriceTable.Default())),
            ["Backlog: events that wait", "Environments", "From upload to archive"]);
    }

    [BrowserFact]
    public async Task A_tuning_run_is_readable_everywhere() => await CheckAsync(
        TuneReport.Create(new TuneText(
            [new(128, [], 0, 0, 0, 0, "out of memory"), Row(256, 900), Row(512, 600), Row(1769, 396)],
            PriceTable.Default(),
            Architecture.X64,
            new(1_000_000, 5, 10e6, 10e6),
            refusal: null)),
        ["Duration of a warm invocation", "Cost of a million invocations"]);

    private static TuneRow Row(int memorySize, double milliseconds) =>
        new(memorySize, [milliseconds, milliseconds, milliseconds], 100, 30, milliseconds, 32, null) { Ratio = 0.2 };

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
